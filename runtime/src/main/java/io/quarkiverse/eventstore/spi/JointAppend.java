package io.quarkiverse.eventstore.spi;

import java.util.List;

/**
 * Appends that all take place, or none does.
 *
 * @param appends at least one, each to a stream of its own
 */
public record JointAppend(List<EncodedAppend> appends) {

    public JointAppend {
        appends = List.copyOf(appends);
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
