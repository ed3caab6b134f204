package io.quarkiverse.eventstore.runtime.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.JointAppend;

/**
 * A batch as arrays, column by column: the statements' texts are the same for two appends and for a thousand.
 */
final class BatchParameters {

    private static final long ANY = -1;
    private static final long STREAM_EXISTS = -2;

    /** No stream gets that far; the functions add numbers of events to it. */
    private static final long HIGHEST_VERSION = Long.MAX_VALUE - Integer.MAX_VALUE;

    private final int jointAppends;
    private final List<Integer> jointOrdinals = new ArrayList<>();
    private final List<String> streamNames = new ArrayList<>();
    private final List<Long> expectedVersions = new ArrayList<>();
    private final List<Integer> eventCounts = new ArrayList<>();
    private final List<Integer> eventAppends = new ArrayList<>();
    private final List<EncodedEvent> events = new ArrayList<>();

    BatchParameters(List<JointAppend> batch) {
        this.jointAppends = batch.size();
        for (int i = 0; i < batch.size(); i++) {
            for (EncodedAppend append : batch.get(i).appends()) {
                jointOrdinals.add(i + 1);
                add(append);
            }
        }
    }

    /** Whether there are appends that all take place, or none does. */
    boolean hasJointAppends() {
        return streamNames.size() > jointAppends;
    }

    List<@Nullable Object> ofBatch(@Nullable String patience) {
        EventArrays arrays = EventArrays.of(events);
        return Arrays.asList(streamNames.toArray(String[]::new), expectedVersions.toArray(Long[]::new),
                eventCounts.toArray(Integer[]::new), eventAppends.toArray(Integer[]::new), arrays.ids(), arrays.types(),
                arrays.data(), arrays.metadata(), patience);
    }

    List<@Nullable Object> ofJointBatch(@Nullable String patience) {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(jointOrdinals.toArray(Integer[]::new));
        parameters.addAll(ofBatch(patience));
        return parameters;
    }

    private void add(EncodedAppend append) {
        streamNames.add(append.streamName());
        expectedVersions.add(code(append.expected()));
        eventCounts.add(append.events().size());
        eventAppends.addAll(Collections.nCopies(append.events().size(), streamNames.size()));
        events.addAll(append.events());
    }

    private static long code(ExpectedStreamVersion expected) {
        if (expected instanceof Exactly exactly) {
            return Math.min(exactly.version(), HIGHEST_VERSION);
        }
        return expected instanceof ExpectedStreamVersion.Any ? ANY : STREAM_EXISTS;
    }
}
