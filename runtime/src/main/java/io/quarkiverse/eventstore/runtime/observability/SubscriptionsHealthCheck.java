package io.quarkiverse.eventstore.runtime.observability;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.ReaderHold;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;

/**
 * Tells that the event store is not well when a subscription has stopped, on whichever node, or when that cannot be found
 * out. Names the open transactions that have appended and hold readers back for seconds. It is neither about liveness nor
 * about readiness: another node, or this one after a restart, would be stopped, too.
 */
@Wellness
@Singleton
public class SubscriptionsHealthCheck implements AsyncHealthCheck {

    private static final String NAME = "Event store subscriptions";
    private static final int MAX_ERROR_LENGTH = 200;

    /** Shorter transactions hold nobody back that would notice. */
    private static final Duration NOTABLE = Duration.ofSeconds(5);

    private final Subscriptions subscriptions;
    private final EventStorage storage;

    public SubscriptionsHealthCheck(Subscriptions subscriptions, EventStorage storage) {
        this.subscriptions = subscriptions;
        this.storage = storage;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().deferred(subscriptions::states)
                .chain(states -> storage.readerHolds().map(holds -> response(states, holds)))
                .onFailure().recoverWithItem(SubscriptionsHealthCheck::unknown);
    }

    private static HealthCheckResponse response(List<SubscriptionState> states, List<ReaderHold> holds) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME)
                .status(states.stream().noneMatch(state -> state.status() == SubscriptionStatus.STOPPED));
        states.forEach(state -> describe(state, response));
        holds.stream().filter(hold -> hold.age().compareTo(NOTABLE) >= 0).forEach(hold -> response.withData(
                "held-back-by-pid-" + hold.pid(), "for " + hold.age().toSeconds() + " s: " + shortened(hold.query())));
        return response.build();
    }

    private static void describe(SubscriptionState state, HealthCheckResponseBuilder response) {
        String name = state.name();
        response.withData(name + ".status", state.status().name())
                .withData(name + ".position", state.position())
                .withData(name + ".lag-positions", state.lagPositions())
                .withData(name + ".parked-events", state.parkedEvents());
        state.lastError().ifPresent(error -> response.withData(name + ".last-error", shortened(error)));
    }

    private static HealthCheckResponse unknown(Throwable failure) {
        return HealthCheckResponse.named(NAME).down().withData("failure", shortened(String.valueOf(failure))).build();
    }

    private static String shortened(String error) {
        return error.length() <= MAX_ERROR_LENGTH ? error : error.substring(0, MAX_ERROR_LENGTH - 1) + "…";
    }
}
