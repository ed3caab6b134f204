package io.quarkiverse.eventstore.spi;

import java.time.Instant;
import java.util.List;

/**
 * What became of an append.
 */
public sealed interface AppendOutcome {

    /**
     * The events are in the stream.
     *
     * @param streamVersion the stream's version after the append
     * @param globalPositions of the events, in their order
     */
    record Appended(long streamVersion, List<Long> globalPositions, Instant recordedAt) implements AppendOutcome {

        /** The position of the last of the events. */
        public long lastGlobalPosition() {
            return globalPositions.get(globalPositions.size() - 1);
        }
    }

    /**
     * The same events were there before: an earlier attempt had succeeded, nothing was appended now.
     *
     * @param streamVersion the version of the last of these events
     * @param lastGlobalPosition the position of the last of these events
     */
    record Repeated(long streamVersion, long lastGlobalPosition) implements AppendOutcome {
    }

    /**
     * The stream was not as expected and is unchanged.
     *
     * @param actualVersion 0 if the stream does not exist
     */
    record Conflict(long actualVersion) implements AppendOutcome {
    }
}
