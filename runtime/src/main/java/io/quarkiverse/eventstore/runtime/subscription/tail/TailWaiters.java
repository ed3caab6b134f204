package io.quarkiverse.eventstore.runtime.subscription.tail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LoggedEvent;

/**
 * Who waits for the log to go on. Those whom new events concern are to be told at once; the others may wait on, and what they
 * have let pass need not be looked at again. Not thread-safe.
 */
final class TailWaiters {

    private final Map<CompletableFuture<@Nullable LogStretch>, Wish> waiting = new HashMap<>();

    /**
     * Adds somebody who is to be told of more than the log up to a position, at or behind which everything settled so far
     * lies.
     */
    CompletableFuture<@Nullable LogStretch> add(long position, LogFilter filter) {
        CompletableFuture<@Nullable LogStretch> waiter = new CompletableFuture<>();
        waiting.put(waiter, new Wish(position, filter));
        return waiter;
    }

    int count() {
        return waiting.size();
    }

    /** Whether somebody waits though the log is settled behind his position. */
    boolean haveLetPass(long settled) {
        return waiting.values().stream().anyMatch(wish -> wish.position < settled);
    }

    /**
     * Takes out whom something new concerns: nobody if nothing is new. Nobody is taken out if a filter fails.
     *
     * @param added the new part of the log
     * @param news its events; empty if they are not known, which may concern everybody
     */
    Told takeConcerned(LogStretch added, Optional<List<LoggedEvent>> news) {
        return take(wish -> !added.isEmpty() && wish.position < added.upTo()
                && (news.isEmpty() || wish.wantsAny(news.get())), added);
    }

    /** Takes out everybody behind whose position the log is settled, though none of it concerned him. */
    Told takeThoseWhoLetPass(long settled) {
        return take(wish -> wish.position < settled, new LogStretch(settled, settled));
    }

    /** Takes somebody out; gives the end of what he has let pass, null if that is nothing. */
    @Nullable
    LogStretch takeOut(CompletableFuture<@Nullable LogStretch> waiter, long settled) {
        Wish wish = waiting.remove(waiter);
        return wish != null && wish.position < settled ? new LogStretch(settled, settled) : null;
    }

    private Told take(Predicate<Wish> isTaken, LogStretch stretch) {
        List<Map.Entry<CompletableFuture<@Nullable LogStretch>, Wish>> taken = waiting.entrySet().stream()
                .filter(each -> isTaken.test(each.getValue())).toList();
        List<Runnable> calls = new ArrayList<>(taken.size());
        for (Map.Entry<CompletableFuture<@Nullable LogStretch>, Wish> each : taken) {
            CompletableFuture<@Nullable LogStretch> waiter = each.getKey();
            LogStretch own = new LogStretch(Math.max(each.getValue().position, stretch.behind()), stretch.upTo());
            calls.add(() -> waiter.complete(own));
        }
        taken.forEach(each -> waiting.remove(each.getKey()));
        return new Told(calls);
    }

    /** Somebody's position, and what concerns him behind it. */
    private record Wish(long position, LogFilter filter) {

        boolean wantsAny(List<LoggedEvent> news) {
            return news.stream().anyMatch(each -> each.event().globalPosition() > position && filter.matches(each));
        }
    }

    /** Those who were taken out, to be told outside of any lock. */
    record Told(List<Runnable> calls) {

        void tell() {
            calls.forEach(Runnable::run);
        }
    }
}
