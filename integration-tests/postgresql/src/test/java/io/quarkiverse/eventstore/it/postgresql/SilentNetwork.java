package io.quarkiverse.eventstore.it.postgresql;

import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkiverse.eventstore.it.postgresql.ServerProxy.Fate;
import io.vertx.core.buffer.Buffer;

/** A way to the server on which one connection breaks without a word, when a client sends a certain text. */
final class SilentNetwork implements AutoCloseable {

    private final AtomicBoolean isSilent = new AtomicBoolean();
    private final ServerProxy proxy;
    private volatile String swallowed = "";

    SilentNetwork(int serverPort) {
        proxy = new ServerProxy(serverPort, () -> this::fate);
    }

    /** Has the first connection break on which the text is sent. */
    SilentNetwork swallowing(String text) {
        swallowed = text;
        return this;
    }

    /** Whether a connection has broken. */
    boolean isSilent() {
        return isSilent.get();
    }

    int port() {
        return proxy.port();
    }

    @Override
    public void close() {
        proxy.close();
    }

    private Fate fate(Buffer bytes) {
        String text = swallowed;
        return !text.isEmpty() && bytes.toString().contains(text) && isSilent.compareAndSet(false, true) ? Fate.SILENCED
                : Fate.PASSED_ON;
    }
}
