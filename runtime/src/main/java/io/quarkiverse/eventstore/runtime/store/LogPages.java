package io.quarkiverse.eventstore.runtime.store;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.store.PageWalk.Fetched;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Walks through a part of the log page by page, up to a high-water mark.
 */
final class LogPages {

    private final EventLog log;
    private final ReadDirection direction;
    private final int pageSize;

    private LogPages(EventLog log, ReadDirection direction, int pageSize) {
        this.log = log;
        this.direction = direction;
        this.pageSize = pageSize;
    }

    /** The pages; an empty one if nothing is asked for. */
    static Multi<List<LoggedEvent>> of(EventLog log, ReadAllOptions options, int pageSize) {
        LogPages pages = new LogPages(log, options.direction(), pageSize);
        return PageWalk.from(() -> log.highWaterMark().flatMap(mark -> pages.fetch(
                new Part(options.fromPosition(), Math.min(options.toPosition(), mark), options.maximum()))));
    }

    private Uni<Fetched<List<LoggedEvent>>> fetch(Part part) {
        if (part.isEmpty()) {
            return Uni.createFrom().item(new Fetched<>(List.of(), Optional.empty()));
        }
        int limit = (int) Math.min(pageSize, part.most);
        return log.readLog(new LogRead(part.from, part.to, limit, direction)).map(page -> {
            Part rest = page.isEmpty() ? part : part.behind(page, direction);
            return new Fetched<>(page, page.size() == limit && !rest.isEmpty() ? Optional.of(() -> fetch(rest))
                    : Optional.empty());
        });
    }

    /** What is still to be read. */
    private record Part(long from, long to, long most) {

        boolean isEmpty() {
            return most == 0 || from > to;
        }

        Part behind(List<LoggedEvent> page, ReadDirection direction) {
            long last = page.get(page.size() - 1).event().globalPosition();
            return direction == ReadDirection.FORWARDS
                    ? new Part(last + 1, to, most - page.size())
                    : new Part(from, last - 1, most - page.size());
        }
    }
}
