package io.quarkiverse.eventstore.it.postgresql;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * A proxy in front of PostgreSQL that counts what the client sends, by message type: {@code P} Parse, {@code B} Bind,
 * {@code E} Execute, {@code S} Sync, {@code Q} Query.
 */
final class FrontendMessages implements AutoCloseable {

    private final Map<Character, LongAdder> sent = new ConcurrentHashMap<>();
    private final NetServer server;

    FrontendMessages(int serverPort) {
        server = TestDatabase.vertx().createNetServer().connectHandler(client -> {
            client.pause();
            TestDatabase.vertx().createNetClient().connect(serverPort, "localhost")
                    .onSuccess(database -> connect(client, database))
                    .onFailure(failure -> client.close());
        });
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    void reset() {
        sent.clear();
    }

    Map<Character, Long> counts() {
        Map<Character, Long> counts = new TreeMap<>();
        sent.forEach((type, count) -> counts.put(type, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private void connect(NetSocket client, NetSocket database) {
        Parser parser = new Parser();
        client.handler(bytes -> {
            parser.add(bytes);
            database.write(bytes);
        });
        database.handler(client::write);
        client.closeHandler(closed -> database.close());
        database.closeHandler(closed -> client.close());
        client.resume();
    }

    /** Cuts one connection's bytes into messages; only the first, the start-up, has no type. */
    private final class Parser {

        private Buffer rest = Buffer.buffer();
        private boolean started;

        void add(Buffer bytes) {
            rest.appendBuffer(bytes);
            int at = 0;
            int typeLength = started ? 1 : 0;
            while (rest.length() >= at + typeLength + 4 && rest.length() >= at + typeLength + rest.getInt(at + typeLength)) {
                if (started) {
                    sent.computeIfAbsent((char) rest.getByte(at), type -> new LongAdder()).increment();
                }
                at += typeLength + rest.getInt(at + typeLength);
                started = true;
                typeLength = 1;
            }
            rest = rest.getBuffer(at, rest.length());
        }
    }
}
