package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Appends that wait, in the order in which they came. While a batch with a stream is under way, further appends to this stream
 * wait for its end. Not safe for threads.
 */
final class AppendQueue {

    /** Fewer appends than that are faster in one batch than in two side by side. */
    private static final int WORTH_SHARING = 16;

    private final Map<String, StreamLine> lines = new HashMap<>();
    private final Deque<StreamLine> ready = new ArrayDeque<>();
    private int readyAppends;
    private int size;

    /** How many wait. */
    int size() {
        return size;
    }

    void add(QueuedAppend append) {
        StreamLine line = lines.computeIfAbsent(append.streamName(), StreamLine::new);
        line.add(append);
        size++;
        if (!line.isUnderWay()) {
            readyAppends++;
            if (line.size() == 1) {
                ready.add(line);
            }
        }
    }

    /**
     * Takes the longest waiting appends to streams that are not under way; none if there are none.
     *
     * @param batchSize the most appends to take
     * @param batches how many batches may leave now: they share what is ready, unless it is little
     */
    List<QueuedAppend> takeBatch(int batchSize, int batches) {
        int share = readyAppends < WORTH_SHARING ? readyAppends : (readyAppends + batches - 1) / batches;
        BatchRoom room = new BatchRoom(Math.min(batchSize, share));
        List<QueuedAppend> batch = new ArrayList<>(Math.min(batchSize, share));
        while (!ready.isEmpty() && room.isLeft()) {
            int before = batch.size();
            StreamLine line = ready.element();
            int waiting = line.size();
            line.moveTo(batch, room);
            if (batch.size() == before) {
                return batch;
            }
            ready.remove();
            line.setUnderWay(true);
            readyAppends -= waiting;
            size -= batch.size() - before;
        }
        return batch;
    }

    /** The batch is over: its streams have their next turn. */
    void endTurns(List<QueuedAppend> batch) {
        for (QueuedAppend append : batch) {
            endTurn(append.streamName());
        }
    }

    /** The batch was refused and stored nothing: its appends come first again, each to travel alone. */
    void putBack(List<QueuedAppend> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            QueuedAppend append = batch.get(i);
            append.travelAlone();
            lines.computeIfAbsent(append.streamName(), StreamLine::new).putBack(append);
        }
        size += batch.size();
        endTurns(batch);
    }

    /** Takes an append out of the queue; false if it does not wait any more. */
    boolean remove(QueuedAppend append) {
        StreamLine line = lines.get(append.streamName());
        if (line == null || !line.remove(append)) {
            return false;
        }
        size--;
        if (!line.isUnderWay()) {
            readyAppends--;
            if (line.size() == 0) {
                ready.remove(line);
                lines.remove(line.streamName());
            }
        }
        return true;
    }

    private void endTurn(String streamName) {
        StreamLine line = lines.get(streamName);
        if (line == null || !line.isUnderWay()) {
            return;
        }
        line.setUnderWay(false);
        if (line.size() == 0) {
            lines.remove(streamName);
        } else {
            ready.add(line);
            readyAppends += line.size();
        }
    }
}
