package io.quarkiverse.eventstore.it.postgresql;

import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * A proxy in front of PostgreSQL, which sees what clients send and decides what becomes of it.
 */
final class ServerProxy implements AutoCloseable {

    /** What becomes of bytes that a client sends, and of its connection. */
    enum Fate {
        PASSED_ON,
        /** They are lost, and the connection is closed. */
        BROKEN,
        /** They are lost, and so is all that follows in both directions, while the connection stays open. */
        SILENCED
    }

    private final NetServer server;

    /** @param newConnection gives for each connection what decides about its bytes */
    ServerProxy(int serverPort, Supplier<Function<Buffer, Fate>> newConnection) {
        server = TestDatabase.vertx().createNetServer().connectHandler(client -> {
            client.pause();
            TestDatabase.vertx().createNetClient().connect(serverPort, "localhost")
                    .onSuccess(database -> connect(client, database, newConnection.get()))
                    .onFailure(failure -> client.close());
        });
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void connect(NetSocket client, NetSocket database, Function<Buffer, Fate> decision) {
        client.handler(bytes -> {
            switch (decision.apply(bytes)) {
                case PASSED_ON -> database.write(bytes);
                case BROKEN -> client.close();
                case SILENCED -> silence(client, database);
            }
        });
        database.handler(client::write);
        client.closeHandler(closed -> database.close());
        database.closeHandler(closed -> client.close());
        client.resume();
    }

    private static void silence(NetSocket client, NetSocket database) {
        client.handler(lost -> {
        });
        database.closeHandler(closed -> {
        });
        database.close();
    }
}
