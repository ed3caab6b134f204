package io.quarkiverse.eventstore.runtime.store.commit;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;

/**
 * Gives on what this node commits, for each stream in the order of its versions: answers of the database to appends that were
 * committed one after the other may overtake each other. What other nodes commit is not waited for.
 */
public final class CommitOrder {

    private static final Turn NOBODY_LISTENS = committed -> {
    };

    private final ConcurrentMap<String, StreamCommits> streams = new ConcurrentHashMap<>();
    private volatile @Nullable Consumer<List<RecordedEvent<?>>> listener;

    /** A commit under way with events of one stream. */
    public interface Turn {

        /**
         * The commit is over; to be called once, and in every case.
         *
         * @param committed the stream's events in order; empty if none was committed, or nobody knows
         */
        void end(List<RecordedEvent<?>> committed);
    }

    /** @param consumer takes the events of one stream in a commit that begins from now on; returns at once and never throws */
    public void listen(Consumer<List<RecordedEvent<?>>> consumer) {
        listener = consumer;
    }

    /** To be called before the commit can take place. */
    public Turn begin(String streamName) {
        Consumer<List<RecordedEvent<?>>> consumer = listener;
        if (consumer == null) {
            return NOBODY_LISTENS;
        }
        StreamTurn turn = new StreamTurn(streamName, consumer);
        streams.compute(streamName, (name, commits) -> turn.beginIn(commits == null ? new StreamCommits() : commits));
        return turn;
    }

    private final class StreamTurn implements Turn {

        private final String streamName;
        private final Consumer<List<RecordedEvent<?>>> consumer;
        private long number;

        StreamTurn(String streamName, Consumer<List<RecordedEvent<?>>> consumer) {
            this.streamName = streamName;
            this.consumer = consumer;
        }

        StreamCommits beginIn(StreamCommits commits) {
            number = commits.begin();
            return commits;
        }

        /** Within the map's own lock, since who gives on two commits at once would not keep their order. */
        @Override
        public void end(List<RecordedEvent<?>> committed) {
            streams.computeIfPresent(streamName, (name, commits) -> {
                commits.end(number, committed);
                commits.giveOn(consumer);
                return commits.isOver() ? null : commits;
            });
        }
    }
}
