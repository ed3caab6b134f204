package io.quarkiverse.eventstore.runtime.store;

import java.util.function.BiFunction;

import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.spi.StreamPage;

/**
 * One run of an aggregation: the state so far and the stream's version as the first page saw it.
 */
final class Fold<S, T> {

    private final BiFunction<S, T, S> evolve;
    private S state;
    private long streamVersion = -1;

    Fold(S initialState, BiFunction<S, T, S> evolve) {
        this.state = initialState;
        this.evolve = evolve;
    }

    void add(StreamPage<T> page) {
        if (streamVersion < 0) {
            streamVersion = page.streamVersion();
        }
        for (T event : page.events()) {
            state = evolve.apply(state, event);
        }
    }

    AggregateStreamResult<S> result() {
        return new AggregateStreamResult<>(state, streamVersion, streamVersion > 0);
    }
}
