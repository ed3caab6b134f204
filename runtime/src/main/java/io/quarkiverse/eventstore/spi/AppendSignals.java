package io.quarkiverse.eventstore.spi;

import java.util.function.Consumer;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Wakes up those who wait for events on other nodes. A signal may be lost, or come for nothing: it only makes somebody look
 * earlier.
 */
public interface AppendSignals {

    /** Tells the other nodes, soon; several signals may become one. Returns at once and never fails. */
    void send(Signal signal);

    /**
     * Tells the other nodes that an append of this one is committed, unless they were told of this one already.
     *
     * @param lastPosition of its events
     */
    void appended(long lastPosition);

    /** Sends what waits, and nothing after that. Completes when it was sent, and never fails. */
    Uni<Void> end();

    /** Hears the signals of other nodes until cancelled; reconnects by itself. */
    Cancellable listen(Consumer<Signal> listener);
}
