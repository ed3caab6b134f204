package io.quarkiverse.eventstore.runtime.store;

import java.util.function.Function;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;

/**
 * One run of an aggregation: the state so far and the stream's version as the first page saw it.
 */
final class Fold<S, E> {

    private final AggregateStreamOptions<S, E> options;
    private S state;
    private long streamVersion = -1;

    Fold(AggregateStreamOptions<S, E> options) {
        this.options = options;
        this.state = options.initialState().get();
    }

    void add(StreamPage page, Function<StoredEvent, RecordedEvent<E>> decode) {
        if (streamVersion < 0) {
            streamVersion = page.streamVersion();
        }
        for (StoredEvent stored : page.events()) {
            state = options.evolve().apply(state, decode.apply(stored));
        }
    }

    AggregateStreamResult<S> result() {
        return new AggregateStreamResult<>(state, streamVersion, streamVersion > 0);
    }
}
