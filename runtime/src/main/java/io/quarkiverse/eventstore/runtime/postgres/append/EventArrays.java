package io.quarkiverse.eventstore.runtime.postgres.append;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.EncodedEvent;

/**
 * Events column by column, as arrays to {@code unnest}: the statement's text is the same for one event and for a thousand.
 */
record EventArrays(UUID[] ids, String[] types, String[] data, @Nullable String[] metadata) {

    static EventArrays of(List<EncodedEvent> events) {
        int count = events.size();
        EventArrays arrays = new EventArrays(new UUID[count], new String[count], new String[count], new String[count]);
        for (int i = 0; i < count; i++) {
            EncodedEvent event = events.get(i);
            arrays.ids[i] = event.eventId();
            arrays.types[i] = event.type();
            arrays.data[i] = event.data();
            arrays.metadata[i] = event.metadata();
        }
        return arrays;
    }

    static UUID[] idsOf(List<EncodedEvent> events) {
        return events.stream().map(EncodedEvent::eventId).toArray(UUID[]::new);
    }
}
