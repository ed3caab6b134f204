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
        proxy = new ServerProxy(serverPort, Parser::new);
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

    /** Cuts one connection's bytes into messages; only the first, the start-up, has no type. */
    private final class Parser implements Function<Buffer, Fate> {

        private Buffer rest = Buffer.buffer();
        private boolean started;

        @Override
        public Fate apply(Buffer bytes) {
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
            return Fate.PASSED_ON;
        }
    }
}
