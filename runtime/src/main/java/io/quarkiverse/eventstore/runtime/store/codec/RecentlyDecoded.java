package io.quarkiverse.eventstore.runtime.store.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * What was decoded lately, for subscriptions that follow the log together: the same event in memory is decoded once. Only for
 * events that nobody can change, so that no handler sees what another one did with its event.
 */
final class RecentlyDecoded {

    private static final int SIZE = 4_096;
    private static final int MOST_CHARACTERS = 4_096;

    private final AtomicReferenceArray<@Nullable Decoded> latest = new AtomicReferenceArray<>(SIZE);

    /** What this very object was decoded to; null if that must be done. */
    @Nullable
    RecordedEvent<?> find(StoredEvent stored) {
        Decoded decoded = latest.getAcquire(slot(stored));
        return decoded != null && decoded.stored() == stored ? decoded.event() : null;
    }

    /**
     * Keeps the event, unless it is large, somebody else has decoded it meanwhile, or it would take the place of a later one: a
     * subscription that catches up is alone with its events. Gives the one to go on with.
     */
    RecordedEvent<?> add(StoredEvent stored, RecordedEvent<?> event) {
        if (stored.characters() > MOST_CHARACTERS) {
            return event;
        }
        Decoded kept = latest.accumulateAndGet(slot(stored), new Decoded(stored, event),
                (before, given) -> before != null && (before.stored() == stored || before.isBehind(stored)) ? before : given);
        return kept.stored() == stored ? kept.event() : event;
    }

    private static int slot(StoredEvent stored) {
        return (int) (stored.globalPosition() % SIZE);
    }

    private record Decoded(StoredEvent stored, RecordedEvent<?> event) {

        boolean isBehind(StoredEvent other) {
            return stored.globalPosition() > other.globalPosition();
        }
    }
}
