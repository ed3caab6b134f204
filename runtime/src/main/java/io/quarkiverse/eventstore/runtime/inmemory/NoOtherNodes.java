package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.function.Consumer;

import io.quarkiverse.eventstore.spi.AppendSignals;
import io.quarkiverse.eventstore.spi.Signal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Signals between nodes where there is only one.
 */
enum NoOtherNodes implements AppendSignals {

    INSTANCE;

    @Override
    public void send(Signal signal) {
        // Nobody is there to hear it.
    }

    @Override
    public void appended(long lastPosition) {
        // Nobody is there to hear it.
    }

    @Override
    public Uni<Void> end() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Cancellable listen(Consumer<Signal> listener) {
        return () -> {
        };
    }
}
