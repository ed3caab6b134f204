package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstore.spi.EncodedAppend;

/**
 * Appends that wait, in the order in which they came. While a batch with a stream is under way, further appends to this stream
 * wait for its end. An append to several streams stands in the line of each, and leaves when it is the first of all. Not safe
 * for threads.
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
        for (EncodedAppend part : append.parts()) {
            StreamLine line = line(part);
            line.add(append);
            if (line.isReady()) {
                readyAppends++;
            } else if (line.size() == 1 && !line.isUnderWay()) {
                makeReady(line);
            }
        }
        size++;
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
            line.moveTo(batch, room, append -> leaveOtherLines(append, line, batch));
            if (batch.size() > before) {
                ready.remove();
                readyAppends -= waiting;
                line.leaveWith(batch);
            } else if (!line.isFirstFor(room)) {
                break;
            } else {
                makeUnready(line);
            }
        }
        size -= batch.size();
        return batch;
    }

    /** The batch is over: its streams have their next turn. */
    void endTurns(List<QueuedAppend> batch) {
        for (QueuedAppend append : batch) {
            append.parts().forEach(part -> endTurn(part.streamName()));
        }
    }

    /** The batch was refused and stored nothing: its appends come first again, each to travel alone. */
    void putBack(List<QueuedAppend> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            QueuedAppend append = batch.get(i);
            append.travelAlone();
            append.parts().forEach(part -> line(part).putBack(append));
        }
        size += batch.size();
        endTurns(batch);
    }

    /** Takes an append out of the queue; false if it does not wait any more. */
    boolean remove(QueuedAppend append) {
        boolean waited = false;
        for (EncodedAppend part : append.parts()) {
            StreamLine line = lines.get(part.streamName());
            if (line != null && removeFrom(line, append)) {
                waited = true;
            }
        }
        if (waited) {
            size--;
        }
        return waited;
    }

    private StreamLine line(EncodedAppend part) {
        return lines.computeIfAbsent(part.streamName(), StreamLine::new);
    }

    private void makeReady(StreamLine line) {
        line.setReady(true);
        ready.add(line);
        readyAppends += line.size();
    }

    private void makeUnready(StreamLine line) {
        line.setReady(false);
        ready.remove(line);
        readyAppends -= line.size();
    }

    /**
     * Has an append to several streams leave all lines but the one in which it was found to be the first; false, and it stays,
     * unless it is the first everywhere. Then the line is looked at again when the one that holds it up has had its turn.
     */
    private boolean leaveOtherLines(QueuedAppend append, StreamLine found, List<QueuedAppend> batch) {
        List<StreamLine> others = append.parts().stream().map(this::line).filter(line -> line != found).toList();
        boolean isFirst = others.stream().allMatch(
                line -> line.isFirst(append) && (!line.isUnderWay() || line.isUnderWayWith(batch)));
        if (!isFirst || StreamLine.mayRepeat(append, batch)) {
            return false;
        }
        for (StreamLine line : others) {
            if (line.isReady()) {
                makeUnready(line);
            }
            line.removeFirst();
            line.leaveWith(batch);
        }
        return true;
    }

    private boolean removeFrom(StreamLine line, QueuedAppend append) {
        boolean first = line.isFirst(append);
        if (!line.remove(append)) {
            return false;
        }
        if (line.isReady()) {
            readyAppends--;
        }
        if (line.isUnderWay()) {
            return true;
        }
        if (line.size() == 0) {
            line.setReady(false);
            ready.remove(line);
            lines.remove(line.streamName());
        } else if (first && !line.isReady()) {
            makeReady(line);
        }
        return true;
    }

    private void endTurn(String streamName) {
        StreamLine line = lines.get(streamName);
        if (line == null || !line.isUnderWay()) {
            return;
        }
        line.endTurn();
        if (line.size() == 0) {
            lines.remove(streamName);
        } else {
            makeReady(line);
        }
    }
}
