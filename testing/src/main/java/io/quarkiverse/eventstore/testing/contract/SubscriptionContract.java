package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.uniqueCategory;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkiverse.eventstore.subscription.UnknownEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ReceivedEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.Opened;
import io.smallrye.mutiny.Uni;

/**
 * What a subscription gives to its handler, where it begins and goes on, and how it is steered.
 */
public abstract class SubscriptionContract extends Contract {

    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final String category = uniqueCategory("cart");
    private final String cart = category + "-1";
    private final String name = unique("subscription");
    private final ReceivedEvents received = new ReceivedEvents();
    private final Set<String> running = new HashSet<>();

    @AfterEach
    void stopAll() {
        running.forEach(each -> await(subscriptions().stop(each)));
    }

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

    private Subscriptions subscriptions() {
        return underTest().subscriptions();
    }

    private SubscriptionOptions options() {
        return SubscriptionOptions.named(name).withFilter(EventFilter.categories(category));
    }

    static FailurePolicy quickly(FailurePolicy policy) {
        return policy.withRetries(2, Duration.ofMillis(5), Duration.ofMillis(10));
    }

    private void start(SubscriptionOptions options) {
        start(options, ShoppingCartEvent.class, received);
    }

    private <E> void start(SubscriptionOptions options, Class<E> eventType, EventHandler<E> handler) {
        await(subscriptions().start(options, eventType, handler));
        running.add(options.name());
    }

    private void stop(String which) {
        await(subscriptions().stop(which));
        running.remove(which);
    }

    private SubscriptionStatus status() {
        return await(subscriptions().state(name)).status();
    }

    private List<RecordedEvent<ShoppingCartEvent>> store(String streamName) {
        return read(streamName).events();
    }

    private static Uni<Void> done(Runnable work) {
        work.run();
        return Uni.createFrom().voidItem();
    }
}
