package io.quarkiverse.eventstore.runtime.store.paging;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.store.paging.PageWalk.Fetched;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Walks through a part of the log page by page, up to a high-water mark.
 */
public final class LogPages {

    private final EventLog log;
    private final LogFilter filter;
    private final ReadDirection direction;
    private final int pageSize;

    private LogPages(EventLog log, LogFilter filter, ReadDirection direction, int pageSize) {
        this.log = log;
        this.filter = filter;
        this.direction = direction;
        this.pageSize = pageSize;
    }

    /** The pages; an empty one if nothing is asked for. */
    public static Multi<List<LoggedEvent>> of(EventLog log, ReadAllOptions options, LogFilter filter, int pageSize) {
        LogPages pages = new LogPages(log, filter, options.direction(), pageSize);
        return PageWalk.from(() -> log.highWaterMark().flatMap(mark -> pages.fetch(
                new Part(Math.max(1, options.fromPosition()), Math.min(options.toPosition(), mark), options.maximum()))));
    }

    private Uni<Fetched<List<LoggedEvent>>> fetch(Part part) {
        if (part.isEmpty()) {
            return Uni.createFrom().item(new Fetched<>(List.of(), Optional.empty()));
        }
        int limit = (int) Math.min(pageSize, part.most);
        return log.readLog(new LogRead(part.from, part.to, limit, direction, filter)).map(page -> {
            Part rest = part.behind(page, direction);
            return new Fetched<>(page.events(), rest.isEmpty() ? Optional.empty() : Optional.of(() -> fetch(rest)));
        });
    }

    /** What is still to be read. */
    private record Part(long from, long to, long most) {

        boolean isEmpty() {
            return most == 0 || from > to;
        }

        Part behind(LogPage page, ReadDirection direction) {
            long rest = most - page.events().size();
            return direction == ReadDirection.FORWARDS
                    ? new Part(page.lastPosition() + 1, to, rest)
                    : new Part(from, page.lastPosition() - 1, rest);
        }
    }
}
