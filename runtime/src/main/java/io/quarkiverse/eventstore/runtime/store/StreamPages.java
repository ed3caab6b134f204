package io.quarkiverse.eventstore.runtime.store;

import java.util.List;

import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Walks through a part of a stream page by page, fetching the next page when it is requested.
 * <p>
 * The first page fixes the snapshot: streams are append-only, so the events up to the version seen there never change.
 */
final class StreamPages {

    private final EventOperations operations;
    private final String streamName;
    private final ReadStreamOptions options;
    private final int pageSize;

    private long fromVersion;
    private long toVersion;
    private long remaining;
    private boolean first = true;

    private StreamPages(EventOperations operations, String streamName, ReadStreamOptions options, int pageSize) {
        this.operations = operations;
        this.streamName = streamName;
        this.options = options;
        this.pageSize = pageSize;
        this.fromVersion = options.fromVersion();
        this.toVersion = options.toVersion();
        this.remaining = options.maximum();
    }

    /** The pages, at least one; every page tells the stream's version as the first one saw it or later. */
    static Multi<StreamPage> of(EventOperations operations, String streamName, ReadStreamOptions options, int pageSize) {
        return Multi.createBy().repeating()
                .uni(() -> new StreamPages(operations, streamName, options, pageSize), StreamPages::next)
                .whilst(Page::hasNext)
                .map(Page::content);
    }

    private Uni<Page> next() {
        int limit = (int) Math.min(pageSize, remaining);
        return operations.read(new StreamRead(streamName, fromVersion, toVersion, limit, options.direction()))
                .map(page -> advance(page, limit));
    }

    private Page advance(StreamPage page, int limit) {
        if (first) {
            first = false;
            requireExpectedVersion(streamName, options, page.streamVersion());
            toVersion = Math.min(toVersion, page.streamVersion());
        }
        List<StoredEvent> events = page.events();
        remaining -= events.size();
        if (!events.isEmpty()) {
            moveBehind(events.get(events.size() - 1).streamVersion());
        }
        return new Page(page, events.size() == limit && remaining > 0 && fromVersion <= toVersion);
    }

    private void moveBehind(long streamVersion) {
        if (options.direction() == ReadDirection.FORWARDS) {
            fromVersion = streamVersion + 1;
        } else {
            toVersion = streamVersion - 1;
        }
    }

    static void requireExpectedVersion(String streamName, ReadStreamOptions options, long streamVersion) {
        if (!options.expectedStreamVersion().allows(streamVersion)) {
            throw new ConcurrencyException(streamName, options.expectedStreamVersion(), streamVersion);
        }
    }

    private record Page(StreamPage content, boolean hasNext) {
    }
}
