package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Appends that wait, in the order in which they came. A stream has one turn at a time: while an append to it is ready or under
 * way, later ones stand in line behind it. Not safe for threads.
 */
final class AppendQueue {

    private static final Deque<QueuedAppend> NOBODY = new ArrayDeque<>(0);

    /** Fewer appends than that are faster in one batch than in two side by side. */
    private static final int WORTH_SHARING = 16;

    private final Deque<QueuedAppend> ready = new ArrayDeque<>();
    private final Map<String, Deque<QueuedAppend>> lines = new HashMap<>();
    private int size;

    /** How many wait. */
    int size() {
        return size;
    }

    void add(QueuedAppend append) {
        Deque<QueuedAppend> line = lines.get(append.streamName());
        if (line == null) {
            lines.put(append.streamName(), NOBODY);
            ready.add(append);
        } else {
            if (line == NOBODY) {
                line = new ArrayDeque<>();
                lines.put(append.streamName(), line);
            }
            line.add(append);
        }
        size++;
    }

    /**
     * Takes the longest waiting appends of different streams; none if none is ready.
     *
     * @param batchSize the most appends to take
     * @param batches how many batches may leave now: they share what is ready, unless it is little
     */
    List<QueuedAppend> takeBatch(int batchSize, int batches) {
        int share = ready.size() < WORTH_SHARING ? ready.size() : (ready.size() + batches - 1) / batches;
        int most = Math.min(batchSize, share);
        List<QueuedAppend> batch = new ArrayList<>(most);
        int events = 0;
        long characters = 0;
        while (batch.size() < most && events < GroupCommitLimits.BATCH_EVENTS
                && characters < GroupCommitLimits.BATCH_CHARACTERS) {
            QueuedAppend append = ready.remove();
            batch.add(append);
            events += append.events();
            characters += append.characters();
        }
        size -= batch.size();
        return batch;
    }

    /** The append to this stream that had its turn is done: the next one is ready. */
    void endTurn(String streamName) {
        Deque<QueuedAppend> line = lines.get(streamName);
        if (line == null || line.isEmpty()) {
            lines.remove(streamName);
        } else {
            ready.add(line.remove());
        }
    }

    /** Takes an append out of the queue; false if it does not wait any more. */
    boolean remove(QueuedAppend append) {
        if (ready.remove(append)) {
            endTurn(append.streamName());
        } else if (!lines.getOrDefault(append.streamName(), NOBODY).remove(append)) {
            return false;
        }
        size--;
        return true;
    }
}
