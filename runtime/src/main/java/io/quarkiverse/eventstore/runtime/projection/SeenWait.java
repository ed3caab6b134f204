package io.quarkiverse.eventstore.runtime.projection;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Waits until a read model has seen a position, whichever subscription fills it by then.
 */
final class SeenWait {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** Another subscription may fill it by then, or none any more. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final Function<String, Uni<Optional<String>>> subscriptionOf;
    private final DurableSubscriptions subscriptions;
    private final RunnerLoop loop;

    /**
     * @param subscriptionOf gives the subscription that fills a read model now, empty if it has seen whatever is appended;
     *        fails if there is none of that name
     */
    SeenWait(Function<String, Uni<Optional<String>>> subscriptionOf, DurableSubscriptions subscriptions, RunnerLoop loop) {
        this.subscriptionOf = subscriptionOf;
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

    /** False if it is not there yet, or its subscription was not started yet or has made way for another one. */
    private Uni<Boolean> look(String name, long globalPosition, Duration limit) {
        Duration atMost = limit.compareTo(LONGEST_LOOK) < 0 ? limit : LONGEST_LOOK;
        return subscriptionOf.apply(name).chain(subscription -> subscription.isEmpty() ? Uni.createFrom().item(true)
                : subscriptions.awaitPosition(subscription.get(), globalPosition, atMost)
                        .replaceWith(true)
                        .onFailure(IllegalArgumentException.class).recoverWithItem(false)
                        .onFailure(SeenWait::isLate).recoverWithItem(false));
    }

    private Uni<Void> late(String name, long globalPosition, Duration atMost) {
        return subscriptionOf.apply(name)
                .chain(subscription -> subscription.isEmpty() ? Uni.createFrom().item(globalPosition)
                        : position(subscription.get()))
                .chain(position -> position >= globalPosition ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new TimeoutException("Projection " + name + ": expected position "
                                + globalPosition + " within " + atMost + ", but it is at " + position + ".")));
    }

    private Uni<Long> position(String subscription) {
        return subscriptions.state(subscription).map(SubscriptionState::position)
                .onFailure(IllegalArgumentException.class).recoverWithItem(0L);
    }

    private static boolean isLate(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof io.smallrye.mutiny.TimeoutException;
    }
}
