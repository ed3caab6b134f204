package io.quarkiverse.eventstore.runtime.subscription.tail;

/**
 * A settled part of the log that a runner has before it. What lies between the runner's position and the part does not concern
 * it.
 *
 * @param behind the position behind which it begins
 * @param upTo its last position; the same if nothing there concerns the runner either
 */
public record LogStretch(long behind, long upTo) {

    public boolean isEmpty() {
        return behind == upTo;
    }
}
