package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ReceivedEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/**
 * How a subscription is started, stopped and steered, and what it tells of itself.
 */
public abstract class SubscriptionSteeringContract extends SubscribingContract {

    @Test
    public void goes_on_where_it_was_when_it_is_started_again() {
        append(cart, opened());
        start(options());
        received.await(1);
        stop(name);
        append(cart, added("apple"));

        start(options().withStartFrom(StartFrom.end()));

        received.await(2);
        assertThat(received.data()).containsExactly(opened(), added("apple"));
    }

    @Test
    public void has_passed_what_does_not_concern_it_when_it_is_stopped() {
        append(cart, opened());
        start(options());
        received.await(1);
        String stream = category + "x-1";
        ReceivedEvents elsewhere = new ReceivedEvents();
        start(SubscriptionOptions.named(unique("subscription")).withFilter(EventFilter.categories(category + "x")),
                ShoppingCartEvent.class, elsewhere);
        long last = append(stream, opened()).lastEventGlobalPosition();
        elsewhere.await(1);

        stop(name);

        assertThat(await(subscriptions().state(name)).position()).isGreaterThanOrEqualTo(last);
    }

    @Test
    public void tells_where_it_stands() {
        start(options());
        long last = append(cart, opened(), added("apple")).lastEventGlobalPosition();
        await(subscriptions().awaitPosition(name, last, AT_MOST));

        SubscriptionState state = await(subscriptions().state(name));

        assertThat(state.name()).isEqualTo(name);
        assertThat(state.status()).isEqualTo(SubscriptionStatus.RUNNING);
        assertThat(state.position()).isGreaterThanOrEqualTo(last);
        assertThat(state.parkedEvents()).isZero();
        assertThat(state.lastError()).isEmpty();
        assertThat(state.partitions()).singleElement().satisfies(partition -> assertThat(partition.node()).isPresent());
        assertThat(await(subscriptions().states())).extracting(SubscriptionState::name).contains(name);
    }

    @Test
    public void tells_how_far_it_is_behind() {
        start(options());
        stop(name);
        append(cart, opened(), added("apple"));

        SubscriptionState state = await(subscriptions().state(name));

        assertThat(state.status()).isEqualTo(SubscriptionStatus.UNOWNED);
        assertThat(state.lagPositions()).isGreaterThanOrEqualTo(2);
        assertThat(state.lag()).isPositive();
    }

    @Test
    public void waiting_for_a_position_fails_when_it_takes_too_long() {
        start(options());

        Throwable failure = failureOf(subscriptions().awaitPosition(name, Long.MAX_VALUE, Duration.ofMillis(50)));

        assertThat(failure).isInstanceOf(TimeoutException.class)
                .hasMessageMatching("Subscription " + name + ": expected position " + Long.MAX_VALUE
                        + " within PT0\\.05S, but it is at \\d+\\.");
    }

    @Test
    public void handles_nothing_while_it_is_paused() {
        start(options());
        append(cart, opened());
        received.await(1);

        await(subscriptions().pause(name));
        eventually(() -> status() == SubscriptionStatus.PAUSED);
        ReceivedEvents whilePaused = new ReceivedEvents();
        String other = unique("subscription");
        append(cart, added("apple"));
        start(SubscriptionOptions.named(other).withFilter(EventFilter.categories(category)), ShoppingCartEvent.class,
                whilePaused);
        whilePaused.await(2);
        assertThat(received.all()).hasSize(1);

        await(subscriptions().resume(name));
        received.await(2);
        assertThat(received.data()).containsExactly(opened(), added("apple"));
    }

    @Test
    public void begins_again_after_a_reset() {
        append(cart, opened(), added("apple"));
        start(options());
        received.await(2);

        await(subscriptions().reset(name, StartFrom.beginning()));

        received.await(4);
        assertThat(received.data()).containsExactly(opened(), added("apple"), opened(), added("apple"));
    }

    @Test
    public void refuses_to_start_twice_on_a_node() {
        start(options());

        assertThat(failureOf(subscriptions().start(options(), ShoppingCartEvent.class, received)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Subscription " + name + ": expected it not to run on this node yet, but it does.");
    }

    @Test
    public void refuses_to_start_again_before_the_last_call_of_the_handler_has_ended() {
        append(cart, opened());
        CompletableFuture<Void> call = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        start(options(), ShoppingCartEvent.class, event -> {
            calls.incrementAndGet();
            return Uni.createFrom().completionStage(call);
        });
        eventually(() -> calls.get() == 1);
        CompletableFuture<Void> stop = subscriptions().stop(name).subscribeAsCompletionStage();

        eventually(() -> failureOf(subscriptions().start(options(), ShoppingCartEvent.class, received)).getMessage()
                .equals("Subscription " + name + ": expected it not to run on this node yet, but it is still being stopped."));
        assertThat(stop).isNotDone();
        call.complete(null);
        stop.join();
        append(cart, added("apple"));
        start(options());

        received.await(1);
        assertThat(received.data()).as("the first one was handled by the first run").containsExactly(added("apple"));
    }

    @Test
    public void is_stopped_once_however_often_that_is_asked_for() {
        start(options());

        assertThat(Outcomes.race(4, () -> subscriptions().stop(name)))
                .anyMatch(Outcomes.Outcome::succeeded)
                .allSatisfy(outcome -> assertThat(outcome.failure()).satisfiesAnyOf(
                        failure -> assertThat(failure).isEmpty(),
                        failure -> assertThat(failure).containsInstanceOf(IllegalArgumentException.class)));
        start(options());
        append(cart, opened());

        received.await(1);
    }

    @Test
    public void is_stopped_to_the_end_also_when_nobody_waits_for_it() {
        start(options());
        running.remove(name);

        subscriptions().stop(name).subscribe().with(stopped -> {
        }).cancel();

        eventually(() -> Outcomes.await(Outcomes.outcome(subscriptions().start(options(), ShoppingCartEvent.class, received)))
                .succeeded());
        running.add(name);
        append(cart, opened());
        received.await(1);
    }

    @Test
    public void refuses_another_number_of_partitions() {
        start(options().withPartitions(2));
        stop(name);

        assertThat(failureOf(subscriptions().start(options().withPartitions(3), ShoppingCartEvent.class, received)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Subscription " + name + ": expected 2 partitions as when it was first started, but now it is "
                        + "started with 3.");
    }

    @Test
    public void refuses_a_class_that_no_event_is_an_instance_of() {
        assertThatThrownBy(() -> subscriptions().start(options(), UUID.class, event -> Uni.createFrom().voidItem()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Subscription " + name + ": expected a registered event type or a supertype of one, but "
                        + "java.util.UUID is none.");
    }

    @Test
    public void refuses_a_name_that_is_kept_for_projections() {
        assertThatThrownBy(() -> subscriptions().start(options().withName("cart@1"), ShoppingCartEvent.class, received))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Subscription cart@1: expected a name without '@', which is kept for the subscriptions of "
                        + "projections, but there is one.");
    }

    @Test
    public void refuses_limits_that_let_nothing_through() {
        start(options());

        assertThatThrownBy(() -> subscriptions().awaitPosition(name, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Subscription " + name + ": expected a time limit above 0, but it is PT0S.");
        assertThatThrownBy(() -> subscriptions().parked(name, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Subscription " + name + ": expected a maximum of 1 parked event or more, but it is -1.");
    }

    @Test
    public void refuses_to_steer_what_does_not_exist() {
        List<Uni<?>> operations = new ArrayList<>(List.of(subscriptions().pause(name), subscriptions().resume(name),
                subscriptions().reset(name, StartFrom.end()), subscriptions().state(name),
                subscriptions().awaitPosition(name, 1, AT_MOST), subscriptions().parked(name, 1),
                subscriptions().retryParked(name, cart), subscriptions().discardParked(name, cart)));

        operations.forEach(operation -> assertThat(failureOf(operation)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Subscription " + name + ": expected one that was started before, on any node, but there is none "
                        + "of that name."));
        assertThat(failureOf(subscriptions().stop(name))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Subscription " + name + ": expected it to run on this node, but it does not.");
    }
}
