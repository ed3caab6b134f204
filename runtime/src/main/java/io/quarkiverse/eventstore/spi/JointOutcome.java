package io.quarkiverse.eventstore.spi;

import java.util.List;

import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;

/**
 * What became of a joint append.
 */
public sealed interface JointOutcome {

    /** That of a single append. */
    static JointOutcome of(AppendOutcome outcome) {
        return outcome instanceof Conflict conflict ? new Refused(0, conflict.actualVersion()) : new Taken(List.of(outcome));
    }

    /** The outcome of a single append. */
    AppendOutcome single();

    /**
     * The events are in the streams.
     *
     * @param outcomes one for each append, in their order: all {@link AppendOutcome.Appended}, or all
     *        {@link AppendOutcome.Repeated}
     */
    record Taken(List<AppendOutcome> outcomes) implements JointOutcome {

        @Override
        public AppendOutcome single() {
            return outcomes.get(0);
        }
    }

    /**
     * A stream was not as expected; all streams are unchanged.
     *
     * @param index of the first append that its stream refused, from 0
     * @param actualVersion of that stream; 0 if it does not exist
     */
    record Refused(int index, long actualVersion) implements JointOutcome {

        @Override
        public AppendOutcome single() {
            return new Conflict(actualVersion);
        }
    }
}
