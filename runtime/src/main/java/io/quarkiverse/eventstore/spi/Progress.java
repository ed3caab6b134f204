package io.quarkiverse.eventstore.spi;

import java.util.List;

import io.quarkiverse.eventstore.subscription.ParkedEvent;

/**
 * What a partition of a subscription has done.
 *
 * @param position the last position that was dealt with
 * @param parked events that were put aside
 * @param unparked positions of parked events that were handled after all
 */
public record Progress(long position, List<ParkedEvent> parked, List<Long> unparked) {

    public Progress {
        parked = List.copyOf(parked);
        unparked = List.copyOf(unparked);
    }

    /** Whether events were put aside, or handled that had been. */
    public boolean isMoreThanMove() {
        return !parked.isEmpty() || !unparked.isEmpty();
    }

    /** Everything up to the position was handled or filtered out. */
    public static Progress to(long position) {
        return new Progress(position, List.of(), List.of());
    }
}
