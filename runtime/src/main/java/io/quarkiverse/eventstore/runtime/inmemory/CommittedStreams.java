package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * What all readers see: the events of each stream, and the counter of global positions.
 * <p>
 * Positions are taken when an event is appended, before the commit, as in a database: a rollback leaves a gap.
 */
final class CommittedStreams {

    private final Map<String, AppendOnlyEvents> streams = new HashMap<>();
    private final AtomicLong lastPosition = new AtomicLong();

    long nextPosition() {
        return lastPosition.incrementAndGet();
    }

    /** The events of a stream now; later ones do not show up in it. */
    synchronized List<StoredEvent> eventsOf(String streamName) {
        AppendOnlyEvents events = streams.get(streamName);
        return events == null ? List.of() : events.view();
    }

    /** Adds the events of a transaction, seen all at once. */
    synchronized void add(Map<String, List<StoredEvent>> appended) {
        appended.forEach((streamName, events) -> streams.computeIfAbsent(streamName, name -> new AppendOnlyEvents())
                .addAll(events));
    }
}
