package io.quarkiverse.eventstore.runtime.projection;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.spi.ProjectionVersions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Waits until the version of a projection that is in use has seen a position, whichever version that is by then.
 */
final class SeenWait {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Function<String, Uni<ProjectionVersions>> versions;
    private final DurableSubscriptions subscriptions;
    private final RunnerLoop loop;

    /** @param versions gives those of a projection, or fails if there is none of that name */
    SeenWait(Function<String, Uni<ProjectionVersions>> versions, DurableSubscriptions subscriptions, RunnerLoop loop) {
        this.versions = versions;
        this.subscriptions = subscriptions;
        this.loop = loop;
    }

    Uni<Void> await(String name, long globalPosition, Duration atMost) {
        Duration limit = atMost.isNegative() || atMost.isZero() ? Duration.ofNanos(1) : atMost;
        return Multi.createBy().repeating()
                .uni(() -> look(name, globalPosition, limit)
                        .call(isSeen -> isSeen ? Uni.createFrom().voidItem() : loop.pause(BETWEEN_LOOKS)))
                .until(isSeen -> isSeen)
                .onItem().ignoreAsUni()
                .ifNoItem().after(limit).fail()
                .onFailure(SeenWait::isLate).recoverWithUni(() -> late(name, globalPosition, atMost));
    }

    /** False if the version that was in use has no subscription: it was not started yet, or another one is in use now. */
    private Uni<Boolean> look(String name, long globalPosition, Duration limit) {
        return versions.apply(name)
                .chain(present -> subscriptions.awaitPosition(subscription(name, present), globalPosition, limit)
                        .replaceWith(true)
                        .onFailure(IllegalArgumentException.class).recoverWithItem(false));
    }

    private Uni<Void> late(String name, long globalPosition, Duration atMost) {
        return versions.apply(name)
                .chain(present -> position(name, present))
                .chain(position -> position >= globalPosition ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new TimeoutException("Projection " + name + ": expected position "
                                + globalPosition + " within " + atMost + ", but it is at " + position + ".")));
    }

    private Uni<Long> position(String name, ProjectionVersions present) {
        return subscriptions.state(subscription(name, present)).map(SubscriptionState::position)
                .onFailure(IllegalArgumentException.class).recoverWithItem(0L);
    }

    private static String subscription(String name, ProjectionVersions present) {
        return ProjectionVersions.subscription(name, present.inUse());
    }

    private static boolean isLate(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof io.smallrye.mutiny.TimeoutException;
    }
}
