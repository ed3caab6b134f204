package io.quarkiverse.eventstore.spi;

import java.util.List;

/**
 * Appends that all take place, or none does.
 *
 * @param appends at least one, each to a stream of its own
 * @param projections statements that the back end runs for the events that are appended, by name, if those projections are
 *        inline
 */
public record JointAppend(List<EncodedAppend> appends, List<InlineSql> projections) {

    public JointAppend {
        appends = List.copyOf(appends);
        projections = List.copyOf(projections);
    }

    public JointAppend(List<EncodedAppend> appends) {
        this(appends, List.of());
    }

    /** One append, which joins with no other. */
    public static JointAppend of(EncodedAppend append) {
        return new JointAppend(List.of(append));
    }

    /** Whether it is one append only. */
    public boolean isSingle() {
        return appends.size() == 1;
    }
}
