package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.UnknownEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.ReceivedEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.Opened;
import io.smallrye.mutiny.Uni;

/**
 * What a subscription gives to its handler, and where it begins.
 */
public abstract class SubscriptionContract extends SubscribingContract {

    @Test
    public void gives_what_was_stored_before_and_then_what_is_appended() {
        append(cart, opened(), added("apple"));

        start(options());
        received.await(2);
        append(cart, added("plum"));

        assertThat(received.await(3)).isEqualTo(store(cart));
    }

    @Test
    public void gives_many_stored_events_in_order() {
        append(cart, added(2_500));

        start(options().withBatchSize(300));

        assertThat(positionsOf(received.await(2_500))).isEqualTo(positionsOf(recorded(cart)));
    }

    @Test
    public void gives_events_of_a_session_after_its_commit_only() {
        start(options());

        inSession(session -> session.appendToStream(cart, List.of(opened()))
                .chain(() -> session.appendToStream(cart + "-b", List.of(added("apple"))))
                .invoke(() -> assertThat(received.all()).isEmpty()));

        assertThat(received.await(2)).extracting(RecordedEvent::streamName).containsExactly(cart, cart + "-b");
    }

    @Test
    public void begins_behind_the_last_event() {
        append(cart, opened());

        start(options().withStartFrom(StartFrom.end()));
        append(cart, added("apple"));

        received.await(1);
        assertThat(received.data()).containsExactly(added("apple"));
    }

    @Test
    public void begins_at_a_position() {
        long second = append(cart, opened(), added("apple")).lastEventGlobalPosition();

        start(options().withStartFrom(StartFrom.position(second)));
        append(cart, added("plum"));

        received.await(2);
        assertThat(received.data()).containsExactly(added("apple"), added("plum"));
    }

    @Test
    public void gives_events_of_the_handlers_type_only() {
        append(cart, opened(), added("apple"));
        List<Opened> seen = new CopyOnWriteArrayList<>();

        start(options(), Opened.class, event -> done(() -> seen.add(event.data())));
        long last = append(cart, opened()).lastEventGlobalPosition();

        await(subscriptions().awaitPosition(name, last, AT_MOST));
        assertThat(seen).hasSize(2);
    }

    @Test
    public void gives_events_in_batches_of_at_most_the_size() {
        append(cart, added(25));
        List<List<RecordedEvent<ShoppingCartEvent>>> batches = new CopyOnWriteArrayList<>();

        running.add(name);
        await(subscriptions().startBatches(options().withBatchSize(10), ShoppingCartEvent.class,
                batch -> done(() -> batches.add(batch))));

        eventually(() -> batches.stream().mapToInt(List::size).sum() == 25);
        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 10));
        assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(store(cart));
    }

    @Test
    public void calls_the_handler_for_the_next_event_only_when_it_is_done() {
        append(cart, opened(), added("apple"));
        CompletableFuture<Void> first = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();

        start(options(), ShoppingCartEvent.class, event -> {
            calls.incrementAndGet();
            return Uni.createFrom().completionStage(first);
        });
        eventually(() -> calls.get() == 1);
        await(subscriptions().state(name));

        assertThat(calls).hasValue(1);
        first.complete(null);
        eventually(() -> calls.get() == 2);
    }

    @Test
    public void calls_blocking_handlers_on_threads_that_may_block() {
        append(cart, opened(), added("apple"));

        for (HandlerThread kind : List.of(HandlerThread.WORKER, HandlerThread.VIRTUAL_THREAD)) {
            String other = unique("subscription");
            start(SubscriptionOptions.named(other).withFilter(EventFilter.categories(category)).withHandlerThread(kind),
                    ShoppingCartEvent.class, EventHandler.blocking(event -> {
                        underTest().blocking().readStream(event.streamName(), ShoppingCartEvent.class);
                        await(received.handle(event));
                    }));
        }

        received.await(4);
    }

    @Test
    public void handler_may_append() {
        String copy = unique("copy");
        append(cart, opened(), added("apple"));

        start(options(), ShoppingCartEvent.class,
                event -> store().appendToStream(copy, List.of(event.data())).replaceWithVoid());

        eventually(() -> recorded(copy).size() == 2);
        assertThat(dataOf(recorded(copy))).containsExactly(opened(), added("apple"));
    }

    @Test
    public void transactional_handler_appends_exactly_once() {
        String copy = unique("copy");
        AtomicInteger calls = new AtomicInteger();
        append(cart, added(20));

        running.add(name);
        await(subscriptions().startTransactional(options().withFailurePolicy(quickly(FailurePolicy.stop())),
                ShoppingCartEvent.class,
                (event, session) -> session.appendToStream(copy, List.of(event.data())).invoke(() -> {
                    if (calls.incrementAndGet() % 7 == 0) {
                        throw new IllegalStateException("every seventh call fails");
                    }
                }).replaceWithVoid()));

        eventually(() -> recorded(copy).size() >= 20);
        assertThat(dataOf(recorded(copy))).isEqualTo(dataOf(recorded(cart)));
    }

    @Test
    public void several_subscriptions_do_not_disturb_each_other() {
        ReceivedEvents others = new ReceivedEvents();
        String other = unique("subscription");
        start(options().withFailurePolicy(quickly(FailurePolicy.stop())), ShoppingCartEvent.class, event -> {
            throw new IllegalStateException("broken");
        });
        start(SubscriptionOptions.named(other).withFilter(EventFilter.categories(category)), ShoppingCartEvent.class, others);

        append(cart, opened(), added("apple"));

        others.await(2);
        eventually(() -> status() == SubscriptionStatus.STOPPED);
    }

    @Test
    public void keeps_the_order_of_each_stream_in_partitions() {
        int streams = 40;
        start(options().withPartitions(4));
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < streams; i++) {
                append(cart + "-" + i, added("apple"));
            }
        }

        List<RecordedEvent<ShoppingCartEvent>> events = received.await(streams * 5);

        assertThat(events).hasSize(streams * 5);
        for (int i = 0; i < streams; i++) {
            String stream = cart + "-" + i;
            assertThat(versionsOf(events.stream().filter(event -> event.streamName().equals(stream)).toList()))
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
        }
        assertThat(await(subscriptions().state(name)).partitions()).hasSize(4);
    }

    @Test
    public void fails_at_an_unknown_event_unless_told_to_skip() {
        underTest().appendStored(cart, "unknown-type-" + unique("t"), "{}");
        append(cart, opened());
        String strict = unique("subscription");
        start(SubscriptionOptions.named(strict).withFilter(EventFilter.categories(category))
                .withFailurePolicy(quickly(FailurePolicy.stop())), ShoppingCartEvent.class, new ReceivedEvents());

        start(options().withUnknownEvents(UnknownEvents.SKIP));

        received.await(1);
        eventually(() -> await(subscriptions().state(strict)).status() == SubscriptionStatus.STOPPED);
        assertThat(await(subscriptions().state(strict)).lastError()).hasValueSatisfying(
                error -> assertThat(error).contains(UnknownEventTypeException.class.getSimpleName(), cart));
    }

    @Test
    public void stops_at_a_handler_that_returns_no_uni() {
        append(cart, opened());

        start(options().withFailurePolicy(quickly(FailurePolicy.stop())), ShoppingCartEvent.class, event -> null);

        eventually(() -> await(subscriptions().state(name)).status() == SubscriptionStatus.STOPPED);
        assertThat(await(subscriptions().state(name)).lastError()).hasValueSatisfying(
                error -> assertThat(error).contains("Handler: expected it to return a Uni, but it returned null."));
    }

    @Test
    public void stops_at_a_handler_of_batches_that_returns_no_uni() {
        append(cart, opened());

        await(subscriptions().startBatches(options().withFailurePolicy(quickly(FailurePolicy.stop())), ShoppingCartEvent.class,
                batch -> null));

        eventually(() -> await(subscriptions().state(name)).status() == SubscriptionStatus.STOPPED);
        assertThat(await(subscriptions().state(name)).lastError()).hasValueSatisfying(
                error -> assertThat(error).contains("Handler: expected it to return a Uni, but it returned null."));
    }
}
