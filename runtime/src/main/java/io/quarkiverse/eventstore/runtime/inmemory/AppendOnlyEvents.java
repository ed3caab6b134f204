package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.Arrays;
import java.util.List;

import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * The events of one stream, only ever added to: a view of them stays as it is without a copy.
 */
final class AppendOnlyEvents {

    private StoredEvent[] events = new StoredEvent[8];
    private int size;

    void addAll(List<StoredEvent> added) {
        if (size + added.size() > events.length) {
            events = Arrays.copyOf(events, Math.max(size + added.size(), events.length * 2));
        }
        for (StoredEvent event : added) {
            events[size++] = event;
        }
    }

    /** The events up to the present end. */
    List<StoredEvent> view() {
        return Arrays.asList(events).subList(0, size);
    }
}
