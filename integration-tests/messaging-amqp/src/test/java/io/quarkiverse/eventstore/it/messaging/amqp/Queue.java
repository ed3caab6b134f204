package io.quarkiverse.eventstore.it.messaging.amqp;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiver;
import io.vertx.core.Vertx;

/** Takes the messages of a queue with the plain client of Vert.x, as another service would. */
final class Queue implements AutoCloseable {

    private final AmqpClient client;
    private final String address;
    private final Collection<AmqpMessage> messages = new ConcurrentLinkedQueue<>();
    private volatile AmqpConnection connection;

    Queue(Vertx vertx, int port, String address) {
        this.client = AmqpClient.create(vertx, new AmqpClientOptions().setHost("localhost").setPort(port));
        this.address = address;
        connect().toCompletableFuture().join();
    }

    /** All that have come up to now; those to come are taken again if the broker was away. */
    List<AmqpMessage> messages() {
        if (connection.isDisconnected()) {
            connect().exceptionally(isAway -> null).toCompletableFuture().join();
        }
        return List.copyOf(messages);
    }

    /** Those of a stream. */
    List<AmqpMessage> of(String stream) {
        return messages().stream().filter(message -> stream.equals(message.groupId())).toList();
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletionStage<AmqpReceiver> connect() {
        return client.connect()
                .compose(established -> established.createReceiver(address).onSuccess(receiver -> {
                    connection = established;
                    receiver.handler(messages::add);
                }))
                .toCompletionStage();
    }
}
