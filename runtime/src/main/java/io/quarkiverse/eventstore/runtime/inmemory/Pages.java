package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;

/**
 * Cuts a page out of a stream's events.
 */
final class Pages {

    private Pages() {
    }

    static <T> StreamPage<T> cut(List<StoredEvent> stream, StreamRead read, Function<StoredEvent, T> decode) {
        read.requireExpected(stream.size());
        List<StoredEvent> events = part(stream, read);
        return new StreamPage<>(stream.size(), events.stream().map(decode).toList(),
                events.isEmpty() ? 0 : events.get(events.size() - 1).streamVersion());
    }

    static StoredData data(StoredEvent event) {
        return new StoredData(event.streamVersion(), event.type(), event.data());
    }

    private static List<StoredEvent> part(List<StoredEvent> stream, StreamRead read) {
        int begin = (int) Math.min(Math.max(read.fromVersion() - 1, 0), stream.size());
        int end = (int) Math.max(Math.min(read.toVersion(), stream.size()), begin);
        if (read.direction() == ReadDirection.FORWARDS) {
            return stream.subList(begin, (int) Math.min((long) begin + read.limit(), end));
        }
        List<StoredEvent> last = new ArrayList<>(stream.subList(Math.max(begin, end - read.limit()), end));
        Collections.reverse(last);
        return last;
    }
}
