package io.quarkiverse.eventstore.runtime.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.spi.InlineSql;
import io.quarkiverse.eventstore.spi.JointAppend;

/**
 * Appends to several streams whose input was checked and serialized, ready to be sent any number of times.
 */
public record PreparedAppends(List<PreparedAppend> appends, List<InlineSql> projections) {

    PreparedAppends(List<PreparedAppend> appends) {
        this(appends, List.of());
    }

    /** The same, with statements that travel with them. */
    PreparedAppends with(List<InlineSql> statements) {
        return new PreparedAppends(appends, statements);
    }

    /** @throws IllegalArgumentException that names the stream and what is refused */
    public static PreparedAppends of(EventCodec codec, List<StreamAppend> appends) {
        if (appends == null || appends.isEmpty()) {
            throw new IllegalArgumentException("Append to several streams: expected appends, but the list is "
                    + (appends == null ? "null." : "empty."));
        }
        List<PreparedAppend> prepared = new ArrayList<>(appends.size());
        Set<String> streams = new HashSet<>();
        for (StreamAppend append : appends) {
            if (append == null) {
                throw new IllegalArgumentException("Append to several streams, append " + prepared.size()
                        + ": expected an append, but it is null.");
            }
            prepared.add(PreparedAppend.of(codec, append.streamName(), append.events(), append.options()));
            if (!streams.add(append.streamName())) {
                throw new IllegalArgumentException("Stream " + append.streamName()
                        + ": expected it once in an append to several "
                        + "streams, but append " + (prepared.size() - 1) + " names it again. Put its events into one append.");
            }
        }
        return new PreparedAppends(prepared);
    }

    JointAppend request() {
        return new JointAppend(appends.stream().map(PreparedAppend::request).toList(), projections);
    }
}
