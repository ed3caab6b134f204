package io.quarkiverse.eventstore.runtime.store.paging;

import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.runtime.store.paging.PageWalk.Fetched;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Walks through a part of a stream page by page.
 * <p>
 * The first page fixes the snapshot: streams are append-only, so the events up to the version seen there never change.
 */
public final class StreamPages<T> {

    private final Function<StreamRead, Uni<StreamPage<T>>> source;
    private final String streamName;
    private final ReadStreamOptions options;
    private final int pageSize;

    private StreamPages(Function<StreamRead, Uni<StreamPage<T>>> source, String streamName, ReadStreamOptions options,
            int pageSize) {
        this.source = source;
        this.streamName = streamName;
        this.options = options;
        this.pageSize = pageSize;
    }

    /** The pages, at least one; every page tells the stream's version as the first one saw it or later. */
    public static <T> Multi<StreamPage<T>> of(Function<StreamRead, Uni<StreamPage<T>>> source, String streamName,
            ReadStreamOptions options, int pageSize) {
        StreamPages<T> pages = new StreamPages<>(source, streamName, options, pageSize);
        return PageWalk.from(pages::first);
    }

    private Uni<Fetched<StreamPage<T>>> first() {
        Part all = new Part(options.fromVersion(), options.toVersion(), options.maximum());
        return read(all, options.expectedStreamVersion())
                .map(page -> fetched(page, new Part(all.from, Math.min(all.to, page.streamVersion()), all.most)));
    }

    private Uni<Fetched<StreamPage<T>>> fetch(Part part) {
        return read(part, ExpectedStreamVersion.any()).map(page -> fetched(page, part));
    }

    private Uni<StreamPage<T>> read(Part part, ExpectedStreamVersion expected) {
        return source.apply(new StreamRead(streamName, part.from, part.to, limit(part), options.direction(), expected));
    }

    private Fetched<StreamPage<T>> fetched(StreamPage<T> page, Part part) {
        Part rest = page.events().isEmpty() ? part : part.behind(page, options.direction());
        boolean hasNext = page.events().size() == limit(part) && rest.most > 0 && rest.from <= rest.to;
        return new Fetched<>(page, hasNext ? Optional.of(() -> fetch(rest)) : Optional.empty());
    }

    private int limit(Part part) {
        return (int) Math.min(pageSize, part.most);
    }

    /** What is still to be read. */
    private record Part(long from, long to, long most) {

        Part behind(StreamPage<?> page, ReadDirection direction) {
            long remaining = most - page.events().size();
            return direction == ReadDirection.FORWARDS
                    ? new Part(page.lastVersion() + 1, to, remaining)
                    : new Part(from, page.lastVersion() - 1, remaining);
        }
    }
}
