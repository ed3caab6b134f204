package io.quarkiverse.eventstore.it.postgresql;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import io.quarkiverse.eventstore.it.postgresql.ServerProxy.Fate;
import io.vertx.core.buffer.Buffer;

/**
 * Counts what clients send through a proxy to PostgreSQL, by message type: {@code P} Parse, {@code B} Bind,
 * {@code E} Execute, {@code S} Sync, {@code Q} Query.
 */
final class FrontendMessages implements AutoCloseable {

    private final Map<Character, LongAdder> sent = new ConcurrentHashMap<>();
    private final ServerProxy proxy;

    FrontendMessages(int serverPort) {
        proxy = new ServerProxy(serverPort, Counter::new);
    }

    int port() {
        return proxy.port();
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
        proxy.close();
    }

    /** Counts the messages of one connection, but for the first, which has no type. */
    private final class Counter implements Function<Buffer, Fate> {

        private final ProtocolMessages messages = ProtocolMessages.ofClient();
        private boolean started;

        @Override
        public Fate apply(Buffer bytes) {
            for (Buffer message : messages.complete(bytes)) {
                if (started) {
                    sent.computeIfAbsent((char) message.getByte(0), type -> new LongAdder()).increment();
                }
                started = true;
            }
            return Fate.PASSED_ON;
        }
    }
}
