package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;

/**
 * Cuts a page out of a stream's events.
 */
final class Pages {

    private Pages() {
    }

    static StreamPage cut(List<StoredEvent> stream, StreamRead read) {
        int begin = (int) Math.min(Math.max(read.fromVersion() - 1, 0), stream.size());
        int end = (int) Math.max(Math.min(read.toVersion(), stream.size()), begin);
        if (read.direction() == ReadDirection.FORWARDS) {
            return new StreamPage(stream.size(), List.copyOf(stream.subList(begin, (int) Math.min((long) begin + read.limit(),
                    end))));
        }
        List<StoredEvent> last = new ArrayList<>(stream.subList(Math.max(begin, end - read.limit()), end));
        Collections.reverse(last);
        return new StreamPage(stream.size(), last);
    }
}
