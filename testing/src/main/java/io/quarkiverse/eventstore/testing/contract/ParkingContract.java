package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.SubscribingContract.quickly;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.uniqueCategory;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.ReceivedEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/**
 * What happens to events that a handler fails on: tried again, then it stops or they are put aside.
 */
public abstract class ParkingContract extends Contract {

    private final String category = uniqueCategory("cart");
    private final String bad = category + "-bad";
    private final String good = category + "-good";
    private final String name = unique("subscription");
    private final ReceivedEvents received = new ReceivedEvents();
    private final Set<Object> broken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void stop() {
        await(subscriptions().stop(name));
    }

    @Test
    public void tries_an_event_again_until_it_succeeds() {
        await(subscriptions().start(options(quickly(FailurePolicy.stop())), ShoppingCartEvent.class,
                event -> attempts.incrementAndGet() < 3 ? failure() : received.handle(event)));

        append(bad, opened(), added("apple"));

        received.await(2);
        assertThat(attempts).hasValue(4);
    }

    @Test
    public void stops_at_the_event_and_says_so() {
        broken.add(added("apple"));
        start(quickly(FailurePolicy.stop()));
        append(bad, opened());
        long position = append(bad, added("apple")).lastEventGlobalPosition();
        append(good, opened());

        eventually(() -> state().status() == SubscriptionStatus.STOPPED);

        assertThat(state().lastError()).hasValueSatisfying(error -> assertThat(error).contains("broken"));
        assertThat(state().partitions().get(0).failedPosition()).hasValue(position);
        assertThat(state().position()).isLessThan(position);
        assertThat(received.data()).containsExactly(opened());
        assertThat(attempts).as("tried once and twice again, after one that succeeded").hasValue(4);
    }

    @Test
    public void goes_on_at_the_event_when_it_is_resumed() {
        broken.add(added("apple"));
        start(quickly(FailurePolicy.stop()));
        append(bad, opened(), added("apple"), added("plum"));
        eventually(() -> state().status() == SubscriptionStatus.STOPPED);

        broken.clear();
        await(subscriptions().resume(name));

        received.await(3);
        assertThat(received.data()).containsExactly(opened(), added("apple"), added("plum"));
        eventually(() -> state().status() == SubscriptionStatus.RUNNING);
        assertThat(state().lastError()).isEmpty();
    }

    @Test
    public void finds_the_event_in_a_batch() {
        broken.add(added("apple"));
        append(bad, opened(), added("apple"), added("plum"));
        append(good, opened(), added("pear"));

        await(subscriptions().startBatches(options(quickly(FailurePolicy.park())), ShoppingCartEvent.class,
                batch -> batch.stream().anyMatch(event -> broken.contains(event.data())) ? failure()
                        : Uni.join().all(batch.stream().map(received::handle).toList()).andFailFast().replaceWithVoid()));

        received.await(3);
        assertThat(received.data()).containsExactly(opened(), opened(), added("pear"));
        eventually(() -> parkedVersions().equals(List.of(2L, 3L)));
    }

    @Nested
    class Parking {

        @Test
        void puts_the_event_and_later_ones_of_its_stream_aside_and_lets_others_flow() {
            broken.add(added("apple"));
            start(quickly(FailurePolicy.park()));
            append(bad, opened(), added("apple"), added("plum"));
            append(good, opened(), added("pear"));
            append(bad, added("cherry"));

            received.await(3);
            eventually(() -> parkedVersions().equals(List.of(2L, 3L, 4L)));
            List<ParkedEvent> parked = await(subscriptions().parked(name, 10));
            assertThat(parked).allSatisfy(event -> assertThat(event.streamName()).isEqualTo(bad));
            assertThat(parked.get(0).error()).contains("broken");
            assertThat(parked.get(1).error()).isEqualTo("Waits for an earlier event of the stream.");
            assertThat(received.data()).containsExactly(opened(), opened(), added("pear"));
            assertThat(state().parkedEvents()).isEqualTo(3);
            assertThat(state().status()).isEqualTo(SubscriptionStatus.RUNNING);
        }

        @Test
        void handles_them_in_order_when_they_are_retried() {
            broken.add(added("apple"));
            start(quickly(FailurePolicy.park()));
            append(bad, opened(), added("apple"), added("plum"));
            eventually(() -> parkedVersions().size() == 2);

            broken.clear();
            await(subscriptions().retryParked(name, bad));
            received.await(3);
            eventually(() -> parkedVersions().isEmpty());
            append(bad, added("cherry"));

            received.await(4);
            assertThat(versionsOf(received.all())).containsExactly(1L, 2L, 3L, 4L);
        }

        @Test
        void keeps_the_rest_when_a_retry_fails_again() {
            broken.add(added("apple"));
            broken.add(added("plum"));
            start(quickly(FailurePolicy.park()));
            append(bad, added("apple"), added("pear"), added("plum"), added("cherry"));
            eventually(() -> parkedVersions().size() == 4);

            broken.remove(added("apple"));
            await(subscriptions().retryParked(name, bad));

            eventually(() -> parkedVersions().equals(List.of(3L, 4L)));
            assertThat(versionsOf(received.all())).containsExactly(1L, 2L);
            eventually(() -> await(subscriptions().parked(name, 1)).get(0).error().contains("broken"));
        }

        @Test
        void forgets_them_when_they_are_discarded_and_goes_on_with_later_ones() {
            broken.add(added("apple"));
            start(quickly(FailurePolicy.park()));
            append(bad, opened(), added("apple"));
            eventually(() -> parkedVersions().size() == 1);

            await(subscriptions().discardParked(name, bad));
            eventually(() -> {
                append(bad, added("plum"));
                return received.data().contains(added("plum"));
            });

            assertThat(received.data()).doesNotContain(added("apple"));
        }

        @Test
        void hands_over_none_that_was_discarded_while_an_earlier_one_is_retried() {
            broken.add(added("apple"));
            await(subscriptions().start(options(quickly(FailurePolicy.park())), ShoppingCartEvent.class,
                    event -> event.data().equals(added("apple")) && broken.isEmpty()
                            ? subscriptions().discardParked(name, bad).chain(() -> received.handle(event))
                            : handleUnlessBroken(event)));
            append(bad, added("apple"), added("plum"));
            eventually(() -> parkedVersions().size() == 2);

            broken.clear();
            await(subscriptions().retryParked(name, bad));
            received.await(1);
            eventually(() -> {
                append(bad, added("cherry"));
                return received.data().contains(added("cherry"));
            });

            assertThat(received.data()).contains(added("apple")).doesNotContain(added("plum"));
        }

        @Test
        void remembers_them_when_it_is_started_again() {
            broken.add(added("apple"));
            start(quickly(FailurePolicy.park()));
            append(bad, opened(), added("apple"));
            eventually(() -> parkedVersions().size() == 1);
            await(subscriptions().stop(name));

            start(quickly(FailurePolicy.park()));
            append(bad, added("plum"));
            append(good, added("pear"));

            received.await(2);
            eventually(() -> parkedVersions().equals(List.of(2L, 3L)));
            assertThat(received.data()).containsExactly(opened(), added("pear"));
        }

        @Test
        void puts_aside_what_a_transactional_handler_fails_on() {
            String copy = unique("copy");
            broken.add(added("apple"));
            append(bad, opened(), added("apple"), added("plum"));
            append(good, opened());

            await(subscriptions().startTransactional(options(quickly(FailurePolicy.park())), ShoppingCartEvent.class,
                    (event, session) -> session.appendToStream(copy, List.of(event.data()))
                            .chain(() -> broken.contains(event.data()) ? failure() : Uni.createFrom().voidItem())));

            eventually(() -> parkedVersions().equals(List.of(2L, 3L)));
            eventually(() -> recorded(copy).size() == 2);
            broken.clear();
            await(subscriptions().retryParked(name, bad));
            eventually(() -> recorded(copy).size() == 4);
            assertThat(dataOf(recorded(copy))).containsExactly(opened(), opened(), added("apple"), added("plum"));
        }

        @Test
        void a_transactional_handler_never_overtakes_what_is_put_aside() {
            broken.add(added("apple"));
            append(bad, added("apple"));
            append(bad + "-2", added("apple"));
            append(good, opened());
            AtomicReference<List<Long>> parkedBefore = new AtomicReference<>();

            await(subscriptions().startTransactional(options(quickly(FailurePolicy.park())).withBatchSize(1),
                    ShoppingCartEvent.class, (event, session) -> broken.contains(event.data()) ? failure()
                            : subscriptions().parked(name, 10)
                                    .invoke(parked -> parkedBefore
                                            .set(parked.stream().map(ParkedEvent::streamVersion).toList()))
                                    .replaceWithVoid()));

            eventually(() -> parkedBefore.get() != null);
            assertThat(parkedBefore.get()).as("parked before the transaction that moves the checkpoint over them")
                    .containsExactly(1L, 1L);
        }
    }

    private Subscriptions subscriptions() {
        return underTest().subscriptions();
    }

    private SubscriptionOptions options(FailurePolicy policy) {
        return SubscriptionOptions.named(name).withFilter(EventFilter.categories(category)).withFailurePolicy(policy);
    }

    private void start(FailurePolicy policy) {
        await(subscriptions().start(options(policy), ShoppingCartEvent.class, this::handleUnlessBroken));
    }

    private Uni<Void> handleUnlessBroken(RecordedEvent<ShoppingCartEvent> event) {
        attempts.incrementAndGet();
        return broken.contains(event.data()) ? failure() : received.handle(event);
    }

    private static Uni<Void> failure() {
        return Uni.createFrom().failure(new IllegalStateException("broken"));
    }

    private SubscriptionState state() {
        return await(subscriptions().state(name));
    }

    private List<Long> parkedVersions() {
        return await(subscriptions().parked(name, 10)).stream().map(ParkedEvent::streamVersion).toList();
    }
}
