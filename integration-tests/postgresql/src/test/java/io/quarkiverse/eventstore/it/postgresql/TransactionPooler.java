package io.quarkiverse.eventstore.it.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * A proxy that gives a client a connection to the server for one transaction at a time, each time the one that rested longest,
 * as PgBouncer does in transaction mode. Notifications are lost.
 */
final class TransactionPooler implements AutoCloseable {

    private static final int PROTOCOL = 196_608;

    private final NetServer server;
    private final List<Backend> backends = new ArrayList<>();
    private final Deque<Backend> free = new ArrayDeque<>();
    private final Deque<Client> waiting = new ArrayDeque<>();

    TransactionPooler(TestDatabase database, int connections) {
        for (int i = 0; i < connections; i++) {
            Backend backend = new Backend(database);
            backends.add(backend);
            backend.ready.orTimeout(Outcomes.AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
            free.add(backend);
        }
        server = TestDatabase.vertx().createNetServer().connectHandler(Client::new);
        server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        backends.forEach(backend -> backend.socket.close());
    }

    private synchronized void take(Client client) {
        waiting.add(client);
        giveFree();
    }

    private synchronized void free(Backend backend) {
        free.add(backend);
        giveFree();
    }

    private void giveFree() {
        while (!waiting.isEmpty() && !free.isEmpty()) {
            waiting.remove().link(free.remove());
        }
    }

    private static boolean is(char type, Buffer message) {
        return message.getByte(0) == type;
    }

    /** A connection of a client. */
    private final class Client {

        private final NetSocket socket;
        private final ProtocolMessages messages = ProtocolMessages.ofClient();
        private Buffer unsent = Buffer.buffer();
        private Backend backend;
        private boolean isStarted;
        private boolean isWaiting;
        private int unanswered;

        Client(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::send);
        }

        private void send(Buffer bytes) {
            synchronized (TransactionPooler.this) {
                messages.complete(bytes).forEach(this::sendMessage);
            }
        }

        private void sendMessage(Buffer message) {
            if (!isStarted) {
                isStarted = true;
                socket.write(backends.get(0).greeting);
            } else if (!is('X', message)) {
                unanswered += is('S', message) || is('Q', message) ? 1 : 0;
                if (backend != null) {
                    backend.socket.write(message);
                } else {
                    unsent.appendBuffer(message);
                    if (!isWaiting) {
                        isWaiting = true;
                        take(this);
                    }
                }
            }
        }

        void link(Backend taken) {
            isWaiting = false;
            backend = taken;
            taken.client = this;
            taken.socket.write(unsent);
            unsent = Buffer.buffer();
        }

        void answer(Buffer message) {
            socket.write(message);
            if (is('Z', message) && --unanswered == 0 && message.getByte(5) == 'I' && backend != null) {
                Backend rested = backend;
                backend = null;
                rested.client = null;
                free(rested);
            }
        }
    }

    /** A connection to the server. */
    private final class Backend {

        private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        private final ProtocolMessages messages = ProtocolMessages.ofServer();
        private final Buffer greeting = Buffer.buffer();
        private final NetSocket socket;
        private Client client;

        Backend(TestDatabase database) {
            socket = TestDatabase.vertx().createNetClient().connect(database.serverPort(), "localhost").toCompletionStage()
                    .toCompletableFuture().join();
            socket.handler(this::answer);
            Buffer settings = Buffer.buffer().appendInt(PROTOCOL);
            for (String text : List.of("user", "postgres", "database", database.name(), "")) {
                settings.appendString(text, StandardCharsets.UTF_8.name()).appendByte((byte) 0);
            }
            socket.write(Buffer.buffer().appendInt(settings.length() + 4).appendBuffer(settings));
        }

        private void answer(Buffer bytes) {
            synchronized (TransactionPooler.this) {
                messages.complete(bytes).forEach(this::answerMessage);
            }
        }

        private void answerMessage(Buffer message) {
            if (!ready.isDone()) {
                greeting.appendBuffer(message);
                if (is('Z', message)) {
                    ready.complete(true);
                }
            } else if (client != null && !is('A', message)) {
                client.answer(message);
            }
        }
    }
}
