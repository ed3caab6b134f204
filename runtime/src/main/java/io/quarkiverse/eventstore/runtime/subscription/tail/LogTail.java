package io.quarkiverse.eventstore.runtime.subscription.tail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.SaveMoments;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.SettledLog;
import io.smallrye.mutiny.Uni;

/**
 * The end of the log as all runners of this node follow it: one of them looks for all, and only while somebody waits. Looks at
 * once when told that events were appended, and now and then in any case. Whom new events do not concern waits on until the
 * next moment at which checkpoints are saved.
 */
public final class LogTail {

    private static final Logger LOG = Logger.getLogger(LogTail.class);

    /** More than that is for each runner to read for itself, in pages. */
    private static final int MOST_REMEMBERED_AT_ONCE = 2_000;

    /** The answer of a connection that broke without a word never comes. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

    private final EventStorage storage;
    private final LogFront front;
    private final RunnerLoop loop;
    private final RecentEvents recent = new RecentEvents();

    private final TailWaiters waiters = new TailWaiters();
    private final LookPauses pauses = new LookPauses();
    private final LookPace pace = new LookPace(System.nanoTime());
    private volatile long settled;
    private volatile boolean isLooking;
    private volatile boolean isToldMeanwhile;
    private boolean isToldByOthers;
    private boolean isToForget;
    private boolean isToLetPass;
    private long timer;

    public LogTail(EventStorage storage, RunnerLoop loop) {
        this.storage = storage;
        this.front = storage.logFront();
        this.loop = loop;
    }

    /** The position up to which the log was settled when somebody last looked. */
    public long settled() {
        return settled;
    }

    /**
     * Completes with what is settled behind the given position: at once when something there may pass the filter, and soon
     * otherwise.
     */
    public synchronized CompletableFuture<@Nullable LogStretch> beyond(long position, LogFilter filter) {
        if (settled > position) {
            return CompletableFuture.completedFuture(new LogStretch(position, settled));
        }
        CompletableFuture<@Nullable LogStretch> waiter = waiters.add(position, filter);
        if (waiters.count() == 1) {
            look();
        }
        return waiter;
    }

    /** Has somebody wait no longer: he is told what he has let pass, or null. */
    public void release(CompletableFuture<@Nullable LogStretch> waiter) {
        @Nullable
        LogStretch passed;
        synchronized (this) {
            passed = waiters.takeOut(waiter, settled);
        }
        waiter.complete(passed);
    }

    /** This node has appended events. Whoever appends does not wait here for a look that is already told to be followed. */
    public void wake() {
        if (!isLooking || !isToldMeanwhile) {
            lookIfAnybodyWaits();
        }
    }

    /** Events were appended elsewhere: it is not enough to know one's own. */
    public synchronized void wakeByOthers() {
        isToldByOthers = true;
        lookIfAnybodyWaits();
    }

    private synchronized void lookIfAnybodyWaits() {
        if (waiters.count() > 0) {
            look();
        }
    }

    /** Latest events behind a position that pass the filter; empty if they must be read from the log. */
    public Optional<LogPage> recent(long behind, LogFilter filter, int limit) {
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
        front.advance().chain(log -> remember(log).map(news -> new Look(log, news)))
                .ifNoItem().after(ANSWERED_WITHIN).fail().subscribe().with(
                        look -> looked(look, othersToo && look.log().isOfOwnCommits()),
                        failure -> failed(failure, othersToo));
    }

    /** True if others have told that they appended. */
    private synchronized boolean begin() {
        pace.begins(System.nanoTime());
        boolean told = isToldByOthers;
        isToldByOthers = false;
        return told;
    }

    /** Gives the new events, if they are known. A failure here costs nothing: runners read for themselves. */
    private Uni<Optional<List<LoggedEvent>>> remember(SettledLog look) {
        long from = settled;
        if (look.knowsAllBehind(from)) {
            recent.add(from, look.position(), look.known(), System.nanoTime());
            return Uni.createFrom().item(Optional.of(look.known()));
        }
        if (look.position() <= from || look.position() - from > MOST_REMEMBERED_AT_ONCE) {
            return Uni.createFrom().item(Optional.empty());
        }
        LogRead read = new LogRead(from + 1, look.position(), MOST_REMEMBERED_AT_ONCE, ReadDirection.FORWARDS, LogFilter.ALL);
        return storage.readLog(read)
                .invoke(page -> recent.add(from, page.lastPosition(), page.events(), System.nanoTime()))
                .map(page -> page.lastPosition() < look.position() ? Optional.<List<LoggedEvent>> empty()
                        : Optional.of(page.events()))
                .onFailure().recoverWithItem(Optional.empty());
    }

    /** @param othersMissed whether it is still to be seen what others have appended */
    private void looked(Look look, boolean othersMissed) {
        TailWaiters.Told concerned;
        synchronized (this) {
            LogStretch added = new LogStretch(settled, Math.max(settled, look.log().position()));
            try {
                concerned = takeConcerned(added, look.news());
                settled = added.upTo();
            } finally {
                isLooking = false;
                isToldByOthers |= othersMissed;
            }
            pace.found(added.upTo() - added.behind());
            forgetSomeTime();
            letPassSoon();
            if (waiters.count() > 0) {
                lookLater(look.log(), !added.isEmpty());
            }
        }
        concerned.tell();
    }

    /** A filter that fails is to fail where its runner can say so. */
    private TailWaiters.Told takeConcerned(LogStretch added, Optional<List<LoggedEvent>> news) {
        try {
            return waiters.takeConcerned(added, news);
        } catch (RuntimeException e) {
            LOG.debug("It was not found out whom new events concern; all are told.", e);
            return waiters.takeConcerned(added, Optional.empty());
        }
    }

    private void letPassSoon() {
        if (!isToLetPass && waiters.haveLetPass(settled)) {
            isToLetPass = true;
            loop.runAfter(SaveMoments.OF_THIS_NODE.untilNext(System.nanoTime()), this::letPass);
        }
    }

    private void letPass() {
        TailWaiters.Told unconcerned;
        synchronized (this) {
            isToLetPass = false;
            unconcerned = waiters.takeThoseWhoLetPass(settled);
        }
        unconcerned.tell();
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
        if (waiters.count() > 0) {
            long turn = ++timer;
            loop.runAfter(pauses.afterFailure(), () -> lookIfStill(turn));
        }
    }

    private synchronized void lookIfStill(long turn) {
        if (turn == timer) {
            lookIfAnybodyWaits();
        }
    }

    /** @param news the events between the look before and this one; empty if they are not known */
    private record Look(SettledLog log, Optional<List<LoggedEvent>> news) {
    }
}
