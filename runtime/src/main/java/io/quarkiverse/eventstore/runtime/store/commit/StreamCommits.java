package io.quarkiverse.eventstore.runtime.store.commit;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.quarkiverse.eventstore.RecordedEvent;

/**
 * The commits to one stream that are under way, or over but to be given on after others. Not safe for threads.
 */
final class StreamCommits {

    private final TreeSet<Long> underWay = new TreeSet<>();
    private final Queue<Committed> waiting = new PriorityQueue<>(Comparator.comparingLong(Committed::firstVersion));
    private long begun;
    private long lastVersionGiven;

    /** @param before commits with lower numbers began before this one was known to be over */
    private record Committed(List<RecordedEvent<?>> events, long before) {

        long firstVersion() {
            return events.get(0).streamVersion();
        }

        long lastVersion() {
            return events.get(events.size() - 1).streamVersion();
        }
    }

    long begin() {
        underWay.add(begun);
        return begun++;
    }

    void end(long number, List<RecordedEvent<?>> committed) {
        if (underWay.remove(number) && !committed.isEmpty()) {
            waiting.add(new Committed(committed, begun));
        }
    }

    /** Gives on what no commit under way can come before. */
    void giveOn(Consumer<List<RecordedEvent<?>>> consumer) {
        while (!waiting.isEmpty() && isNext(waiting.element())) {
            Committed next = waiting.remove();
            lastVersionGiven = next.lastVersion();
            consumer.accept(next.events());
        }
    }

    boolean isOver() {
        return underWay.isEmpty() && waiting.isEmpty();
    }

    /** What began after a commit was known to be over has later versions. */
    private boolean isNext(Committed lowest) {
        return lowest.firstVersion() == lastVersionGiven + 1 || underWay.isEmpty() || underWay.first() >= lowest.before();
    }
}
