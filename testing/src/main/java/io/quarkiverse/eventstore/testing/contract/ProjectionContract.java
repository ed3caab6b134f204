package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.SubscribingContract.quickly;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.uniqueCategory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.testing.contract.fixture.CartQuantity;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.Confirmed;
import io.smallrye.mutiny.Uni;

/**
 * States by key that follow the log, and are built anew beside the ones in use.
 */
public abstract class ProjectionContract extends Contract {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final String category = uniqueCategory("cart");
    private final String cart = category + "-1";
    private final String name = uniqueCategory("quantities");
    private final AtomicInteger evolved = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final StateProjection<CartQuantity, ShoppingCartEvent> quantities = perStream((state, event) -> {
        evolved.incrementAndGet();
        if (broken.get()) {
            throw new IllegalStateException("broken");
        }
        return state.with(event);
    });

    @AfterEach
    void stop() {
        broken.set(false);
        await(projections().stop(name).onFailure(IllegalArgumentException.class).recoverWithNull());
    }

    @Test
    public void keeps_a_state_for_each_key() {
        append(cart, opened(), added("apple"));
        long last = append(category + "-2", opened()).lastEventGlobalPosition();

        start();
        await(projections().hasSeen(name, last));

        assertThat(find(cart)).hasValue(new CartQuantity(1, 2));
        assertThat(find(category + "-2")).hasValue(new CartQuantity(0, 1));
        assertThat(find(category + "-3")).isEmpty();
    }

    @Test
    public void lets_one_read_what_one_has_written() {
        start();

        for (int i = 1; i <= 20; i++) {
            long position = append(cart, added("apple")).lastEventGlobalPosition();
            await(projections().hasSeen(name, position));
            assertThat(find(cart)).hasValue(new CartQuantity(i, i));
        }
    }

    @Test
    public void goes_on_where_it_was_when_it_is_started_again() {
        start();
        await(projections().hasSeen(name, append(cart, added("apple")).lastEventGlobalPosition()));
        await(projections().stop(name));
        long last = append(cart, added("plum")).lastEventGlobalPosition();

        start();

        await(projections().hasSeen(name, last));
        assertThat(find(cart)).hasValue(new CartQuantity(2, 2));
        assertThat(evolved).hasValue(2);
    }

    @Test
    public void removes_a_state_and_begins_anew() {
        var removing = new StateProjection<>(options(), ShoppingCartEvent.class, CartQuantity.class,
                event -> Optional.of(event.streamName()), () -> CartQuantity.NONE,
                (state, event) -> event.data() instanceof Confirmed ? Optional.empty() : Optional.of(state.with(event.data())));
        await(projections().start(removing));

        await(projections().hasSeen(name, append(cart, added("apple"), new Confirmed("o-1")).lastEventGlobalPosition()));
        assertThat(find(cart)).isEmpty();
        await(projections().hasSeen(name, append(cart, added("plum")).lastEventGlobalPosition()));
        assertThat(find(cart)).hasValue(new CartQuantity(1, 1));
    }

    @Test
    public void applies_each_event_once_although_it_fails_now_and_then() {
        await(projections().start(perStream((state, event) -> {
            if (evolved.incrementAndGet() % 7 == 0) {
                throw new IllegalStateException("every seventh call fails");
            }
            return state.with(event);
        })));

        long last = append(cart, added(30)).lastEventGlobalPosition();

        await(projections().hasSeen(name, last, AT_MOST));
        assertThat(find(cart)).hasValue(new CartQuantity(30 * 31 / 2, 30));
    }

    @Test
    public void is_rebuilt_beside_the_version_in_use() {
        start();
        await(projections().hasSeen(name, append(cart, opened(), added("apple")).lastEventGlobalPosition()));

        await(projections().rebuild(name));

        assertThat(evolved).hasValue(4);
        assertThat(find(cart)).hasValue(new CartQuantity(1, 2));
        assertThat(await(projections().state(name)).version()).isEqualTo(2);
        assertThat(await(projections().state(name)).building()).isEmpty();
        await(projections().hasSeen(name, append(cart, added("plum")).lastEventGlobalPosition()));
        assertThat(find(cart)).hasValue(new CartQuantity(2, 3));
        assertThat(evolved).as("the old version does not follow any more").hasValue(5);
    }

    @Test
    public void is_rebuilt_once_when_that_is_wished_twice_at_the_same_time() {
        start();
        long last = append(cart, added(500)).lastEventGlobalPosition();
        await(projections().hasSeen(name, last));

        await(Uni.join().all(projections().rebuild(name), projections().rebuild(name)).andFailFast());

        assertThat(await(projections().state(name)).version()).isEqualTo(2);
        await(projections().rebuild(name));
        assertThat(await(projections().state(name)).version()).isEqualTo(3);
        await(projections().hasSeen(name, last));
        assertThat(find(cart)).hasValue(new CartQuantity(500 * 501 / 2, 500));
    }

    @Test
    public void shows_no_gap_while_it_is_rebuilt() {
        start();
        await(projections().hasSeen(name, append(cart, added(200)).lastEventGlobalPosition()));
        var rebuild = projections().rebuild(name).subscribeAsCompletionStage();

        int events = 200;
        while (!rebuild.isDone()) {
            long position = append(cart, added("apple")).lastEventGlobalPosition();
            events++;
            await(projections().hasSeen(name, position));
            assertThat(find(cart).orElseThrow().events()).isEqualTo(events);
        }

        assertThat(rebuild).isCompleted();
    }

    @Test
    public void keeps_nothing_of_the_subscriptions_of_former_versions() {
        start();
        await(projections().hasSeen(name, append(cart, added("apple")).lastEventGlobalPosition()));

        await(projections().rebuild(name));
        await(projections().rebuild(name));

        assertThat(await(underTest().subscriptions().states())).extracting(SubscriptionState::name)
                .contains(name + "@3").doesNotContain(name + "@1", name + "@2");
    }

    @Test
    public void is_rebuilt_although_the_caller_stops_waiting() {
        start();
        append(cart, added(100));
        projections().rebuild(name).subscribe().with(built -> {
        }).cancel();

        await(projections().rebuild(name));

        assertThat(await(projections().state(name)).version()).isBetween(2L, 3L);
        await(projections().hasSeen(name, append(cart, added("apple")).lastEventGlobalPosition()));
    }

    @Test
    public void does_not_go_on_when_it_is_stopped_while_it_is_rebuilt() {
        start();
        append(cart, added(500));
        var rebuild = projections().rebuild(name).subscribeAsCompletionStage();

        await(projections().stop(name));

        assertThat(rebuild.handle((built, failure) -> true)).succeedsWithin(AT_MOST);
        long last = append(cart, added("apple")).lastEventGlobalPosition();
        assertThat(failureOf(projections().hasSeen(name, last, Duration.ofMillis(200)))).isInstanceOf(TimeoutException.class);
    }

    @Test
    public void stays_as_it_is_when_the_new_version_fails() {
        start();
        await(projections().hasSeen(name, append(cart, added("apple")).lastEventGlobalPosition()));
        broken.set(true);

        Throwable failure = failureOf(projections().rebuild(name));

        assertThat(failure).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Projection " + name + ": expected version 2 to be built, but it stopped")
                .hasMessageContaining("broken");
        assertThat(find(cart)).hasValue(new CartQuantity(1, 1));
        broken.set(false);
        await(underTest().subscriptions().resume(name + "@2"));
        await(projections().rebuild(name));
        assertThat(await(projections().state(name)).version()).isEqualTo(2);
    }

    @Test
    public void waiting_fails_when_it_takes_too_long() {
        start();

        assertThat(failureOf(projections().hasSeen(name, Long.MAX_VALUE, Duration.ofMillis(50))))
                .isInstanceOf(TimeoutException.class).hasMessageMatching("Projection " + name + ": expected position "
                        + Long.MAX_VALUE + " within PT0.05S, but it is at \\d+\\.");
    }

    @Test
    public void refuses_what_does_not_exist_or_runs_already() {
        List.of(projections().state(name), projections().hasSeen(name, 1)).forEach(operation -> assertThat(
                failureOf(operation)).isInstanceOf(IllegalArgumentException.class).hasMessage("Projection " + name
                        + ": expected one that was started before, on any node, but there is none of that name."));
        assertThat(failureOf(projections().rebuild(name))).isInstanceOf(IllegalStateException.class);
        start();
        assertThat(failureOf(projections().start(quantities))).isInstanceOf(IllegalStateException.class)
                .hasMessage("Projection " + name + ": expected it not to run on this node yet, but it does.");
    }

    @Test
    public void refuses_several_partitions() {
        assertThatThrownBy(() -> StateProjection.perStream(options().withPartitions(2), ShoppingCartEvent.class,
                CartQuantity.class, () -> CartQuantity.NONE, CartQuantity::with))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Projection " + name + ": expected 1 partition, but there are 2.");
    }

    @Test
    public void refuses_to_start_from_the_end_since_a_new_version_would_miss_what_the_old_one_has_seen() {
        assertThatThrownBy(() -> StateProjection.perStream(options().withStartFrom(StartFrom.end()), ShoppingCartEvent.class,
                CartQuantity.class, () -> CartQuantity.NONE, CartQuantity::with))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Projection " + name + ": expected it to start from a position, where each version of it begins, "
                        + "but it starts from the end of the log.");
    }

    @Test
    public void refuses_a_name_that_leaves_no_room_for_those_of_its_versions() {
        String tooLong = "n".repeat(StateProjection.MAX_NAME_LENGTH + 1);

        assertThatThrownBy(() -> StateProjection.perStream(options().withName(tooLong), ShoppingCartEvent.class,
                CartQuantity.class, () -> CartQuantity.NONE, CartQuantity::with))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Projection " + tooLong + ": expected a name of 1 to 180 characters, which leaves room for the "
                        + "number of a version, but it has 181.");
    }

    @Test
    public void keeps_a_state_for_a_key_of_as_many_characters_as_a_stream_name_has() {
        String longest = "\uD83D\uDED2".repeat(StateProjection.MAX_KEY_LENGTH);
        StateProjection<CartQuantity, ShoppingCartEvent> byLongKey = new StateProjection<>(options(),
                ShoppingCartEvent.class, CartQuantity.class, event -> Optional.of(longest), () -> CartQuantity.NONE,
                (state, event) -> Optional.of(state.with(event.data())));

        await(projections().start(byLongKey));
        await(projections().hasSeen(name, append(cart, opened()).lastEventGlobalPosition()));

        assertThat(await(projections().find(byLongKey, longest))).hasValue(new CartQuantity(0, 1));
    }

    private void start() {
        await(projections().start(quantities));
    }

    private Projections projections() {
        return underTest().projections();
    }

    private Optional<CartQuantity> find(String key) {
        return await(projections().find(quantities, key));
    }

    private StateProjection<CartQuantity, ShoppingCartEvent> perStream(
            BiFunction<CartQuantity, ShoppingCartEvent, CartQuantity> evolve) {
        return StateProjection.perStream(options(), ShoppingCartEvent.class, CartQuantity.class, () -> CartQuantity.NONE,
                evolve);
    }

    /** In small batches, so that building takes its time. */
    private SubscriptionOptions options() {
        return SubscriptionOptions.named(name).withFilter(EventFilter.categories(category)).withBatchSize(5)
                .withFailurePolicy(quickly(FailurePolicy.stop()));
    }
}
