package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.subscription.delivery.Tenure;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.spi.AppendSignals;
import io.quarkiverse.eventstore.spi.HeldLease;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.spi.SubscriptionLeases;
import io.smallrye.mutiny.Uni;

/**
 * Keeps the leases of this node: renews them several times within their duration, takes what is free and gives back what is too
 * much. Confined to one loop.
 */
final class LeaseKeeper {

    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

    private final SubscriptionLeases leases;
    private final AppendSignals signals;
    private final RunnerLoop loop;
    private final Duration expiry;
    private final Duration between;

    private final Map<String, LocalSubscription> subscriptions = new HashMap<>();
    private List<CompletableFuture<@Nullable Void>> waitingForNext = new ArrayList<>();
    private CompletableFuture<@Nullable Void> balancing = CompletableFuture.completedFuture(null);
    private final Set<CompletableFuture<?>> asked = ConcurrentHashMap.newKeySet();
    private boolean isWantedAgain;
    private long timer;

    /** @param duration how long it may take at most until another node runs what this one held, when it is gone */
    LeaseKeeper(SubscriptionLeases leases, AppendSignals signals, RunnerLoop loop, Duration duration) {
        this.leases = leases;
        this.signals = signals;
        this.loop = loop;
        this.expiry = duration.multipliedBy(2).dividedBy(3);
        this.between = duration.dividedBy(6);
    }

    /**
     * Takes part in a subscription; completes when this node holds its share. Fails with an {@link IllegalStateException} if
     * the subscription was stopped meanwhile.
     */
    Uni<Void> add(LocalSubscription subscription) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<@Nullable Void> balanced = new CompletableFuture<>();
            loop.execute(() -> {
                if (subscription.isEnding()) {
                    balanced.completeExceptionally(new IllegalStateException("Subscription " + subscription.name()
                            + ": expected to start it, but it was stopped meanwhile."));
                } else {
                    subscriptions.put(subscription.name(), subscription);
                    balance(balanced);
                }
            });
            return balanced;
        });
    }

    /** Ends a subscription on this node; completes when others may take its partitions. */
    Uni<Void> remove(LocalSubscription subscription) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<@Nullable Void> forgotten = new CompletableFuture<>();
            // Its leases are renewed as long as a handler is at work on them.
            loop.execute(() -> subscription.end().whenCompleteAsync((ended, failure) -> forget(subscription, forgotten), loop));
            return forgotten;
        })
                .chain(() -> leases.leave(subscription.name()))
                .invoke(() -> signals.send(Signal.STEERED));
    }

    /** Not before all answers are there that may bring more of its leases. */
    private void forget(LocalSubscription subscription, CompletableFuture<@Nullable Void> forgotten) {
        CompletableFuture<?> open = CompletableFuture
                .allOf(Stream.concat(Stream.of(balancing), asked.stream()).toArray(CompletableFuture[]::new));
        if (open.isDone()) {
            subscriptions.remove(subscription.name(), subscription);
            forgotten.complete(null);
        } else {
            open.whenCompleteAsync((balanced, failure) -> forget(subscription, forgotten), loop);
        }
    }

    /** Asks for the leases soon, since something may have changed. */
    Uni<Void> balance() {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<@Nullable Void> balanced = new CompletableFuture<>();
            loop.execute(() -> balance(balanced));
            return balanced;
        });
    }

    private void balanceSoon() {
        loop.execute(() -> balance(new CompletableFuture<>()));
    }

    private void balance(CompletableFuture<@Nullable Void> balanced) {
        waitingForNext.add(balanced);
        if (balancing.isDone()) {
            balanceNow();
        } else {
            isWantedAgain = true;
        }
    }

    private void balanceNow() {
        List<CompletableFuture<@Nullable Void>> waiting = waitingForNext;
        waitingForNext = new ArrayList<>();
        isWantedAgain = false;
        if (subscriptions.isEmpty()) {
            waiting.forEach(balanced -> balanced.complete(null));
            return;
        }
        balancing = new CompletableFuture<>();
        renewal()
                .ifNoItem().after(expiry).fail()
                .emitOn(loop)
                .invoke(this::hold)
                .onFailure()
                .invoke(failure -> LOG.warnf("The leases of this node could not be renewed; trying again: %s", failure))
                .subscribe().with(held -> balanced(waiting, null), failure -> loop.execute(() -> balanced(waiting, failure)));
    }

    /** Asks twice if there is no answer for long: a connection that broke without a word must not cost all leases. */
    private Uni<Renewal> renewal() {
        Set<String> running = names(subscription -> !subscription.isEnding());
        Set<String> ending = names(LocalSubscription::isEnding);
        Uni<Renewal> once = renewal(running, ending).memoize().indefinitely();
        return once.ifNoItem().after(expiry.dividedBy(2))
                .recoverWithUni(() -> Uni.join().first(once, renewal(running, ending)).withItem());
    }

    private Set<String> names(Predicate<LocalSubscription> which) {
        return subscriptions.values().stream().filter(which).map(LocalSubscription::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Uni<Renewal> renewal(Set<String> running, Set<String> ending) {
        return Uni.createFrom().completionStage(() -> {
            long validUntil = Tenure.in(expiry);
            CompletableFuture<Renewal> answer = leases.balance(running, ending, expiry)
                    .map(held -> new Renewal(held, validUntil)).subscribeAsCompletionStage();
            CompletableFuture<Renewal> inTime = answer.copy().orTimeout(expiry.toMillis(), TimeUnit.MILLISECONDS);
            asked.add(inTime);
            inTime.whenComplete((held, failure) -> asked.remove(inTime));
            // Who stops waiting for it does not call it back.
            return answer.copy();
        });
    }

    private void balanced(List<CompletableFuture<@Nullable Void>> waiting, @Nullable Throwable failure) {
        balancing.complete(null);
        if (failure == null) {
            waiting.forEach(balanced -> balanced.complete(null));
        } else {
            waiting.forEach(balanced -> balanced.completeExceptionally(failure));
        }
        if (isWantedAgain) {
            balanceNow();
        } else {
            long turn = ++timer;
            loop.runAfter(between, () -> balanceIfStill(turn));
        }
    }

    private void balanceIfStill(long turn) {
        if (turn == timer && balancing.isDone()) {
            balanceNow();
        }
    }

    private void hold(Renewal renewal) {
        List<PartitionLease> unused = new ArrayList<>();
        subscriptions.forEach((name, subscription) -> {
            subscription.forgetEnded();
            unused.addAll(subscription.hold(
                    renewal.held().stream().filter(lease -> lease.lease().subscription().equals(name)).toList(),
                    renewal.validUntil(),
                    this::balanceSoon));
        });
        if (!unused.isEmpty()) {
            leases.release(unused).subscribe().with(released -> signals.send(Signal.STEERED),
                    failure -> LOG.debug("Leases were not given back; they run out.", failure));
        }
    }

    /** @param validUntil when the leases run out at the earliest, counted from before they were asked for */
    private record Renewal(List<HeldLease> held, long validUntil) {
    }
}
