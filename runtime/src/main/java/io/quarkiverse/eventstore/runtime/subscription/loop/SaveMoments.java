package io.quarkiverse.eventstore.runtime.subscription.loop;

import java.time.Duration;

/**
 * Moments that are equally far apart and the same for everybody in this process. Points of time are those of
 * {@link System#nanoTime()}.
 */
public record SaveMoments(Duration apart) {

    /**
     * How long a checkpoint may lag behind the handler while events keep coming. Runners of a node save at the same moments,
     * once in so long, so that their checkpoints travel together.
     */
    public static final SaveMoments OF_THIS_NODE = new SaveMoments(Duration.ofMillis(100));

    /** The number of the latest moment; the next one has the next number. */
    public long latest(long now) {
        return Math.floorDiv(now, apart.toNanos());
    }

    public Duration untilNext(long now) {
        return apart.minusNanos(Math.floorMod(now, apart.toNanos()));
    }
}
