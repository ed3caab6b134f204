package io.quarkiverse.eventstore.runtime.subscription;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.tail.LogStretch;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.smallrye.mutiny.Uni;

/**
 * Where a runner has its pages of the log from: what the node remembers, or else the storage; the next one is fetched while the
 * handler is at work. Confined to the runner's loop.
 */
final class PageFeed {

    private final PartitionWork work;
    private final RunnerLoop loop;

    private @Nullable Prefetched upcoming;
    private CompletableFuture<@Nullable LogStretch> waitingForEvents = CompletableFuture.completedFuture(null);

    PageFeed(PartitionWork work, RunnerLoop loop) {
        this.work = work;
        this.loop = loop;
    }

    /** The page behind a position, once there is one; one that ends at the position when it was woken up. */
    Uni<LogPage> next(long position) {
        Prefetched prefetched = upcoming;
        upcoming = null;
        if (prefetched != null && prefetched.behind == position) {
            return prefetched.page;
        }
        CompletableFuture<@Nullable LogStretch> moreThanHandled = work.tail().beyond(position, work.filter());
        waitingForEvents = moreThanHandled;
        return Uni.createFrom().completionStage(moreThanHandled).emitOn(loop)
                .chain(ahead -> ahead == null ? Uni.createFrom().item(new LogPage(List.of(), position)) : fetch(ahead));
    }

    private Uni<LogPage> fetch(LogStretch ahead) {
        return ahead.isEmpty() ? Uni.createFrom().item(new LogPage(List.of(), ahead.upTo()))
                : fetch(ahead.behind(), ahead.upTo());
    }

    /** Reads on while the handler is at work; a failure is told when the page is asked for. */
    void fetchAhead(long behind) {
        long settled = work.tail().settled();
        if (settled > behind) {
            Uni<LogPage> page = fetch(behind, settled).memoize().indefinitely();
            page.subscribe().with(fetched -> {
            }, failure -> {
            });
            upcoming = new Prefetched(behind, page);
        }
    }

    /** Gives up what was fetched ahead. */
    void forget() {
        upcoming = null;
    }

    /** Has the runner wait for events no longer. */
    void wake() {
        work.tail().release(waitingForEvents);
    }

    private Uni<LogPage> fetch(long behind, long settled) {
        return work.tail().recent(behind, work.filter(), work.batchSize())
                .map(page -> Uni.createFrom().item(page))
                .orElseGet(() -> work.log().readLog(
                        new LogRead(behind + 1, settled, work.batchSize(), ReadDirection.FORWARDS, work.filter())));
    }

    /** A page that was asked for before it was needed. */
    private record Prefetched(long behind, Uni<LogPage> page) {
    }
}
