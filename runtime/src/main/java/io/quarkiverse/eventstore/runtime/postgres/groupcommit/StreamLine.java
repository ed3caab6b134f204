package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
     * An
     * append that may repeat one of the same batch stays: whether it does can only be judged when the first is stored.
     */
    void moveTo(List<QueuedAppend> batch, BatchRoom room) {
        Set<Object> firstEventIds = new HashSet<>();
        while (!waiting.isEmpty() && room.isLeft() && (batch.isEmpty() || !waiting.element().isAlone())) {
            QueuedAppend append = waiting.element();
            if (append.append().expected() instanceof Exactly
                    && !firstEventIds.add(append.append().events().get(0).eventId())) {
                return;
            }
            batch.add(waiting.remove());
            room.take(append);
        }
    }
}
