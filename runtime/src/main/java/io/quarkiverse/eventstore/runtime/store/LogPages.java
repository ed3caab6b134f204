package io.quarkiverse.eventstore.runtime.store;

import java.util.List;

import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Walks through a part of the log page by page up to a high-water mark, fetching the next page when it is requested.
 */
final class LogPages {

    private final EventLog log;
    private final ReadDirection direction;
    private final int pageSize;

    private long fromPosition;
    private long toPosition;
    private long remaining;

    private LogPages(EventLog log, ReadAllOptions options, int pageSize, long highWaterMark) {
        this.log = log;
        this.direction = options.direction();
        this.pageSize = pageSize;
        this.fromPosition = options.fromPosition();
        this.toPosition = Math.min(options.toPosition(), highWaterMark);
        this.remaining = options.maximum();
    }

    /** The pages; none if nothing is asked for. */
    static Multi<List<LoggedEvent>> of(EventLog log, ReadAllOptions options, int pageSize) {
        return log.highWaterMark().onItem().transformToMulti(mark -> upTo(mark, log, options, pageSize));
    }

    private static Multi<List<LoggedEvent>> upTo(long mark, EventLog log, ReadAllOptions options, int pageSize) {
        return Multi.createBy().repeating()
                .uni(() -> new LogPages(log, options, pageSize, mark), LogPages::next)
                .whilst(Page::hasNext)
                .map(Page::events);
    }

    private Uni<Page> next() {
        if (!asksForMore()) {
            return Uni.createFrom().item(new Page(List.of(), false));
        }
        int limit = (int) Math.min(pageSize, remaining);
        return log.readLog(new LogRead(fromPosition, toPosition, limit, direction)).map(events -> advance(events, limit));
    }

    private Page advance(List<LoggedEvent> events, int limit) {
        remaining -= events.size();
        if (!events.isEmpty()) {
            moveBehind(events.get(events.size() - 1).event().globalPosition());
        }
        return new Page(events, events.size() == limit && asksForMore());
    }

    private boolean asksForMore() {
        return remaining > 0 && fromPosition <= toPosition;
    }

    private void moveBehind(long globalPosition) {
        if (direction == ReadDirection.FORWARDS) {
            fromPosition = globalPosition + 1;
        } else {
            toPosition = globalPosition - 1;
        }
    }

    private record Page(List<LoggedEvent> events, boolean hasNext) {
    }
}
