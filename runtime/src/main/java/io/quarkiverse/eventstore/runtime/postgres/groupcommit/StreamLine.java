package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.spi.EncodedAppend;

/**
 * The appends to one stream that wait, in the order in which they came. Not safe for threads.
 */
final class StreamLine {

    private final String streamName;
    private final Deque<QueuedAppend> waiting = new ArrayDeque<>(2);
    private boolean ready;
    private @Nullable List<QueuedAppend> underWay;

    StreamLine(String streamName) {
        this.streamName = streamName;
    }

    String streamName() {
        return streamName;
    }

    /** Whether its first append may leave. If not, a batch is under way, or its first append waits for another stream. */
    boolean isReady() {
        return ready;
    }

    void setReady(boolean ready) {
        this.ready = ready;
    }

    /** Whether a batch with appends to the stream is under way. */
    boolean isUnderWay() {
        return underWay != null;
    }

    /** Whether that batch is this one. */
    boolean isUnderWayWith(List<QueuedAppend> batch) {
        return underWay == batch;
    }

    void leaveWith(List<QueuedAppend> batch) {
        ready = false;
        underWay = batch;
    }

    void endTurn() {
        underWay = null;
    }

    int size() {
        return waiting.size();
    }

    /** Whether the batch that has this room left may take its first append. */
    boolean isFirstFor(BatchRoom room) {
        return room.isFor(waiting.element());
    }

    boolean isFirst(QueuedAppend append) {
        return waiting.peek() == append;
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

    void removeFirst() {
        waiting.remove();
    }

    /**
     * Moves appends from the front into the batch while it has room for them. One that must travel alone does so in an empty
     * one.
     * An append that may repeat events of an earlier one in the batch stays: whether it does can only be judged when those are
     * stored.
     *
     * @param leave asked for those to several streams: lets one go from the other lines, or says that it must stay
     */
    void moveTo(List<QueuedAppend> batch, BatchRoom room, Predicate<QueuedAppend> leave) {
        boolean several = waiting.size() > 1;
        Set<UUID> eventIds = new HashSet<>();
        while (!waiting.isEmpty() && room.isLeft() && room.isFor(waiting.element())) {
            QueuedAppend append = waiting.element();
            if (several && mayRepeat(append, eventIds) || !append.isSingle() && !leave.test(append)) {
                return;
            }
            waiting.remove();
            addEventIds(append, eventIds);
            batch.add(append);
            room.take(append);
        }
    }

    /** Whether the append may repeat events of appends in the batch to one of its streams. */
    static boolean mayRepeat(QueuedAppend append, List<QueuedAppend> batch) {
        Set<String> streams = new HashSet<>();
        append.parts().forEach(part -> streams.add(part.streamName()));
        Set<UUID> eventIds = new HashSet<>();
        for (QueuedAppend earlier : batch) {
            if (earlier.parts().stream().anyMatch(part -> streams.contains(part.streamName()))) {
                addEventIds(earlier, eventIds);
            }
        }
        return mayRepeat(append, eventIds);
    }

    private static void addEventIds(QueuedAppend append, Set<UUID> eventIds) {
        for (EncodedAppend part : append.parts()) {
            part.events().forEach(event -> eventIds.add(event.eventId()));
        }
    }

    private static boolean mayRepeat(QueuedAppend append, Set<UUID> earlier) {
        return append.parts().stream().anyMatch(part -> part.expected() instanceof Exactly
                && part.events().stream().anyMatch(event -> earlier.contains(event.eventId())));
    }
}
