package io.quarkiverse.eventstore.runtime.postgres.append;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ExpectedStreamVersion.Exactly;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.InlineSql;
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
    private final Map<String, Integer> projectionOrdinals = new LinkedHashMap<>();
    private final List<String> statements = new ArrayList<>();
    private final List<Integer> runEvents = new ArrayList<>();
    private final List<Integer> runProjections = new ArrayList<>();

    BatchParameters(List<JointAppend> batch) {
        this.jointAppends = batch.size();
        for (int i = 0; i < batch.size(); i++) {
            for (EncodedAppend append : batch.get(i).appends()) {
                jointOrdinals.add(i + 1);
                add(append, batch.get(i).projections());
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

    /** Whether there are statements to run for the events. */
    boolean hasProjections() {
        return !runEvents.isEmpty();
    }

    List<@Nullable Object> ofProjectingBatch(@Nullable String patience) {
        List<@Nullable Object> parameters = ofJointBatch(patience);
        parameters.add(projectionOrdinals.keySet().toArray(String[]::new));
        parameters.add(statements.toArray(String[]::new));
        parameters.add(runEvents.toArray(Integer[]::new));
        parameters.add(runProjections.toArray(Integer[]::new));
        return parameters;
    }

    private void add(EncodedAppend append, List<InlineSql> projections) {
        for (int i = 0; i < append.events().size(); i++) {
            for (InlineSql projection : projections) {
                if (projection.storedTypes().contains(append.events().get(i).type())) {
                    runEvents.add(events.size() + i + 1);
                    runProjections.add(ordinal(projection));
                }
            }
        }
        add(append);
    }

    private int ordinal(InlineSql projection) {
        return projectionOrdinals.computeIfAbsent(projection.projection(), name -> {
            statements.add(projection.statement());
            return statements.size();
        });
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
