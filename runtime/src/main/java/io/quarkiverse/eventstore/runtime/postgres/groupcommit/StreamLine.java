package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;

/**
 * The appends to one stream that wait, in the order in which they came. Not safe for threads.
 */
final class StreamLine {

    private final String streamName;
    private final Deque<QueuedAppend> waiting = new ArrayDeque<>(2);
    private boolean underWay;

    StreamLine(String streamName) {
        this.streamName = streamName;
    }

    String streamName() {
        return streamName;
    }

    /** Whether a batch with appends to the stream is under way. */
    boolean isUnderWay() {
        return underWay;
    }

    void setUnderWay(boolean underWay) {
        this.underWay = underWay;
    }

    int size() {
        return waiting.size();
    }

    void add(QueuedAppend append) {
        waiting.add(append);
    }

    /** Back to the front: what was refused goes before what came later. */
    void putBack(QueuedAppend append) {
        waiting.addFirst(append);
    }

    boolean remove(QueuedAppend append) {
        return waiting.remove(append);
    }

    /**
     * Moves appends from the front into the batch while it has room. One that must travel alone does so only in an empty batch.
     * An append that may repeat events of an earlier one in the batch stays: whether it does can only be judged when those are
     * stored.
     */
    void moveTo(List<QueuedAppend> batch, BatchRoom room) {
        boolean several = waiting.size() > 1;
        Set<UUID> eventIds = new HashSet<>();
        while (!waiting.isEmpty() && room.isLeft() && (batch.isEmpty() || !waiting.element().isAlone())) {
            if (several && mayRepeat(waiting.element(), eventIds)) {
                return;
            }
            QueuedAppend append = waiting.remove();
            append.append().events().forEach(event -> eventIds.add(event.eventId()));
            batch.add(append);
            room.take(append);
        }
    }

    private static boolean mayRepeat(QueuedAppend append, Set<UUID> earlier) {
        return append.append().expected() instanceof Exactly
                && append.append().events().stream().anyMatch(event -> earlier.contains(event.eventId()));
    }
}
