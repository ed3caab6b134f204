package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Waits until a subscription has come to a position, on whatever node it runs: looks at its checkpoints, ever more seldom.
 */
final class PositionWait {

    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofMillis(5),
            Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50));

    private final CheckpointStorage checkpoints;
    private final RunnerLoop loop;

    PositionWait(CheckpointStorage checkpoints, RunnerLoop loop) {
        this.checkpoints = checkpoints;
        this.loop = loop;
    }

    Uni<Void> await(String name, long globalPosition, Duration atMost) {
        return Multi.createBy().repeating()
                .uni(Looks::new, looks -> looks.after(look(name)))
                .whilst(position -> position < globalPosition)
                .onItem().ignoreAsUni()
                .ifNoItem().after(atMost).fail()
                .onFailure(io.smallrye.mutiny.TimeoutException.class).recoverWithUni(() -> late(name, globalPosition, atMost));
    }

    private Uni<Long> look(String name) {
        return checkpoints.position(name).map(found -> found.orElseThrow(() -> new IllegalArgumentException("Subscription "
                + name + ": expected one that was started before, on any node, but there is none of that name.")));
    }

    private Uni<Void> late(String name, long globalPosition, Duration atMost) {
        return look(name).chain(position -> position >= globalPosition ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new TimeoutException("Subscription " + name + ": expected position " + globalPosition
                        + " within " + atMost + ", but it is at " + position + ".")));
    }

    /** How often somebody has looked. */
    private final class Looks {

        private int count;

        Uni<Long> after(Uni<Long> look) {
            return count++ == 0 ? look : loop.pause(PAUSES.get(Math.min(count - 2, PAUSES.size() - 1))).chain(() -> look);
        }
    }
}
