package io.quarkiverse.eventstore.it.messaging.amqp;

import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstore.it.servers.ArtemisBroker;
import io.quarkiverse.eventstore.it.servers.DurableForwardingContract;
import io.quarkiverse.eventstore.it.servers.Received;
import io.vertx.core.Vertx;

class DurableForwardingIT extends DurableForwardingContract {

    private final Vertx vertx = Vertx.vertx();
    private Queue queue;

    DurableForwardingIT() {
        super(new ArtemisBroker());
    }

    @Override
    protected void beginToReceive(Map<String, String> address) {
        queue = new Queue(vertx, Integer.parseInt(address.get("amqp-port")), "shop-events");
    }

    @Override
    protected List<Received> received() {
        return queue.messages().stream()
                .map(message -> new Received(message.groupId(),
                        Long.parseLong(message.applicationProperties().getString("cloudEvents:streamversion")),
                        message.applicationProperties().getString("cloudEvents:id")))
                .toList();
    }

    @Override
    protected void endToReceive() {
        queue.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    protected Map<String, String> withoutBroker() {
        return Map.of();
    }
}
