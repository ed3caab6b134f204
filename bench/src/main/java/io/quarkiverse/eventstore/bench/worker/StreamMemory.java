package io.quarkiverse.eventstore.bench.worker;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.bench.BenchEvent;
import io.quarkiverse.eventstore.bench.Measurement;

/**
 * Reads a long stream as {@code Multi} and looks at the live heap every 100,000 events.
 */
final class StreamMemory {

    private static final int EVERY = 100_000;

    private final EventStore store;
    private long before;
    private long most;
    private long events;

    StreamMemory(EventStore store) {
        this.store = store;
    }

    Measurement read(String stream) {
        before = live();
        most = before;
        long beginning = System.nanoTime();
        store.streamEvents(stream, BenchEvent.class)
                .invoke(event -> look())
                .onItem().ignoreAsUni().await().indefinitely();
        double seconds = (System.nanoTime() - beginning) / 1e9;
        return new Measurement(events / seconds, 0, 0, 0, most - before);
    }

    private void look() {
        if (++events % EVERY == 0) {
            most = Math.max(most, live());
        }
    }

    private static long live() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
