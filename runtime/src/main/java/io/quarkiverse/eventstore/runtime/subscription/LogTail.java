package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.SettledLog;
import io.smallrye.mutiny.Uni;

/**
 * The end of the log as all runners of this node follow it: one of them looks for all, and only while somebody waits. Looks at
 * once when told that events were appended, and now and then in any case.
 */
final class LogTail {

    private static final Logger LOG = Logger.getLogger(LogTail.class);

    /** More than that is for each runner to read for itself, in pages. */
    private static final int MOST_REMEMBERED_AT_ONCE = 1_000;

    /** The answer of a connection that broke without a word never comes. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

    private final EventStorage storage;
    private final LogFront front;
    private final RunnerLoop loop;
    private final RecentEvents recent = new RecentEvents();

    private final Map<CompletableFuture<@Nullable Long>, Long> waiting = new HashMap<>();
    private final LookPauses pauses = new LookPauses();
    private final LookPace pace = new LookPace(System.nanoTime());
    private volatile long settled;
    private boolean isLooking;
    private boolean isToldMeanwhile;
    private boolean isToldByOthers;
    private boolean isToForget;
    private long timer;

    LogTail(EventStorage storage, RunnerLoop loop) {
        this.storage = storage;
        this.front = storage.logFront();
        this.loop = loop;
    }

    /** The position up to which the log was settled when somebody last looked. */
    long settled() {
        return settled;
    }

    /**
     * Completes with the settled position when that is behind the given one. Whoever stops waiting completes it himself, with
     * null.
     */
    synchronized CompletableFuture<@Nullable Long> beyond(long position) {
        if (settled > position) {
            return CompletableFuture.completedFuture(settled);
        }
        CompletableFuture<@Nullable Long> waiter = new CompletableFuture<>();
        waiting.put(waiter, position);
        waiter.whenComplete((found, failure) -> forget(waiter));
        if (waiting.size() == 1) {
            look();
        }
        return waiter;
    }

    /** This node has appended events. */
    synchronized void wake() {
        if (!waiting.isEmpty()) {
            look();
        }
    }

    /** Events were appended elsewhere: it is not enough to know one's own. */
    synchronized void wakeByOthers() {
        isToldByOthers = true;
        wake();
    }

    /** Latest events behind a position that pass the filter; empty if they must be read from the log. */
    Optional<LogPage> recent(long behind, LogFilter filter, int limit) {
        return recent.page(behind, filter, limit, System.nanoTime());
    }

    private synchronized void look() {
        timer++;
        if (isLooking) {
            isToldMeanwhile = true;
            return;
        }
        isLooking = true;
        isToldMeanwhile = false;
        Duration pause = pace.untilNext(System.nanoTime());
        if (pause.isZero() || pause.isNegative()) {
            loop.execute(this::lookNow);
        } else {
            loop.runAfter(pause, this::lookNow);
        }
    }

    private void lookNow() {
        boolean othersToo = begin();
        front.advance().call(this::remember).ifNoItem().after(ANSWERED_WITHIN).fail().subscribe().with(
                look -> looked(look, othersToo && !look.known().isEmpty()), failure -> failed(failure, othersToo));
    }

    /** True if others have told that they appended. */
    private synchronized boolean begin() {
        pace.begins(System.nanoTime());
        boolean told = isToldByOthers;
        isToldByOthers = false;
        return told;
    }

    /** A failure here costs nothing: runners read for themselves. */
    private Uni<?> remember(SettledLog look) {
        long from = settled;
        if (!look.known().isEmpty()) {
            recent.add(look.known().get(0).event().globalPosition() - 1, look.position(), look.known(), System.nanoTime());
            return Uni.createFrom().voidItem();
        }
        if (look.position() <= from || look.position() - from > MOST_REMEMBERED_AT_ONCE) {
            return Uni.createFrom().voidItem();
        }
        LogRead read = new LogRead(from + 1, look.position(), MOST_REMEMBERED_AT_ONCE, ReadDirection.FORWARDS, LogFilter.ALL);
        return storage.readLog(read)
                .invoke(page -> recent.add(from, page.lastPosition(), page.events(), System.nanoTime()))
                .onFailure().recoverWithNull();
    }

    /** @param othersMissed whether it is still to be seen what others have appended */
    private void looked(SettledLog look, boolean othersMissed) {
        List<CompletableFuture<@Nullable Long>> found = new ArrayList<>();
        synchronized (this) {
            boolean moved = look.position() > settled;
            pace.found(look.position() - settled);
            settled = Math.max(settled, look.position());
            isLooking = false;
            isToldByOthers |= othersMissed;
            waiting.forEach((waiter, position) -> {
                if (position < settled) {
                    found.add(waiter);
                }
            });
            waiting.keySet().removeAll(found);
            forgetSomeTime();
            if (!waiting.isEmpty()) {
                lookLater(look, moved);
            }
        }
        found.forEach(waiter -> waiter.complete(look.position()));
    }

    private void lookLater(SettledLog look, boolean moved) {
        if (isToldMeanwhile || isToldByOthers || look.hasMore()) {
            look();
        } else {
            long turn = ++timer;
            loop.runAfter(pauses.after(look, moved), () -> lookIfStill(turn));
        }
    }

    /** Also when nobody looks any more. */
    private void forgetSomeTime() {
        if (!isToForget && !recent.isEmpty()) {
            isToForget = true;
            loop.runAfter(RecentEvents.KEPT_FOR, this::forgetOld);
        }
    }

    private synchronized void forgetOld() {
        isToForget = false;
        recent.forgetOld(System.nanoTime());
        forgetSomeTime();
    }

    private synchronized void failed(Throwable failure, boolean othersMissed) {
        LOG.debug("The end of the log could not be looked at; trying again soon.", failure);
        isLooking = false;
        isToldByOthers |= othersMissed;
        if (!waiting.isEmpty()) {
            long turn = ++timer;
            loop.runAfter(pauses.afterFailure(), () -> lookIfStill(turn));
        }
    }

    private synchronized void lookIfStill(long turn) {
        if (turn == timer && !waiting.isEmpty()) {
            look();
        }
    }

    private synchronized void forget(CompletableFuture<@Nullable Long> waiter) {
        waiting.remove(waiter);
    }
}
