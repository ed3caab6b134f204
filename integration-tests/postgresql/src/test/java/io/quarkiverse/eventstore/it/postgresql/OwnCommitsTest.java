package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Subscriptions on a node that is told of its own commits in memory, while it and others append. */
class OwnCommitsTest {

    private static final Duration WRITING = Duration.ofSeconds(3);

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.groupCommit(8, new GroupCommitLimits(2, 64, 1_000));
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(10));
    private final EventStore store = TestNode.store(storage, appended -> subscriptions.appended());

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.close();
    }

    @Test
    void get_the_events_as_they_are_stored_and_in_their_order() {
        List<RecordedEvent<Object>> all = follow("all", EventFilter.all());
        List<RecordedEvent<Object>> some = follow("some", EventFilter.categories("other"));

        Outcomes.await(writing(store, TestNode.sessions(storage), 8));

        List<RecordedEvent<Object>> log = awaitAll(all);
        assertThat(log).hasSizeGreaterThan(500);
        assertThat(all).isEqualTo(log);
        Awaitility.await().atMost(Outcomes.AT_MOST).untilAsserted(() -> assertThat(some).isEqualTo(
                log.stream().filter(event -> event.streamName().startsWith("other-")).toList()));
    }

    @Test
    void miss_nothing_of_what_other_nodes_append_at_the_same_time() {
        List<RecordedEvent<Object>> all = follow("all", EventFilter.all());
        EventStorage otherNode = database.groupCommit(6, new GroupCommitLimits(2, 64, 1_000));

        Outcomes.await(Uni.join().all(writing(TestNode.store(otherNode), TestNode.sessions(otherNode), 4),
                writing(store, TestNode.sessions(storage), 4)).andFailFast());

        assertThat(all).isEqualTo(awaitAll(all));
    }

    @Test
    void share_the_events_that_nobody_can_change() {
        List<RecordedEvent<Object>> first = follow("first", EventFilter.all());
        List<RecordedEvent<Object>> second = follow("second", EventFilter.all());

        Outcomes.await(store.appendToStream("cart-1", List.of(ShoppingCartEvent.added("p"))));

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> first.size() == 1 && second.size() == 1);
        assertThat(second.get(0).data()).isEqualTo(ShoppingCartEvent.added("p")).isSameAs(first.get(0).data());
    }

    /** The other node's event is the last one, so that no gap tells of it. */
    @Test
    void hear_of_another_nodes_event_behind_their_own_at_once() {
        List<RecordedEvent<Object>> all = follow("all", EventFilter.all());
        EventStorage otherNode = database.storage(2);
        EventStore other = TestNode.store(otherNode,
                appended -> otherNode.signals().send(Signal.APPENDED));

        for (int i = 1; i <= 20; i++) {
            Outcomes.await(store.appendToStream("cart-1", List.of(ShoppingCartEvent.added("p"))));
            Outcomes.await(other.appendToStream("cart-2", List.of(ShoppingCartEvent.added("p"))));
            int expected = 2 * i;
            Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> all.size() == expected);
        }
        assertThat(all).isEqualTo(awaitAll(all));
    }

    private List<RecordedEvent<Object>> follow(String name, EventFilter filter) {
        List<RecordedEvent<Object>> seen = new CopyOnWriteArrayList<>();
        Outcomes.await(subscriptions.start(SubscriptionOptions.named(name).withFilter(filter), Object.class,
                event -> Uni.createFrom().voidItem().invoke(() -> seen.add(event))));
        return seen;
    }

    /** The whole log, when a subscription has come to its end. */
    private List<RecordedEvent<Object>> awaitAll(List<RecordedEvent<Object>> seen) {
        long count = database.number("select count(*) from event_store.events");
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> seen.size() >= count);
        return Outcomes.await(store.readAll(Object.class, ReadAllOptions.all()).collect().asList());
    }

    /** Appends of one to three events; some sessions among them stay open for a while, some are rolled back. */
    private static Uni<Void> writing(EventStore store, EventStoreSessionFactory sessions, int writers) {
        AtomicLong number = new AtomicLong();
        long end = System.nanoTime() + WRITING.toNanos();
        return Uni.join().all(IntStream.range(0, writers).mapToObj(writer -> Multi.createBy().repeating()
                .uni(() -> writeOnce(store, sessions, number.incrementAndGet()))
                .whilst(done -> System.nanoTime() < end)
                .onItem().ignoreAsUni()).toList()).andFailFast().replaceWithVoid();
    }

    private static Uni<Boolean> writeOnce(EventStore store, EventStoreSessionFactory sessions, long number) {
        RandomGenerator random = RandomGenerator.getDefault();
        String stream = (number % 3 == 0 ? "other-" : "cart-") + random.nextInt(50);
        List<ShoppingCartEvent> events = List.copyOf(ShoppingCartEvent.numbered("p", 1 + random.nextInt(3)));
        if (random.nextInt(20) > 0) {
            return store.appendToStream(stream, events).replaceWith(true).onFailure().recoverWithItem(false);
        }
        return sessions.withSession(session -> session.appendToStream(stream, events)
                .onItem().delayIt().by(Duration.ofMillis(random.nextInt(30)))
                .map(appended -> {
                    if (random.nextInt(3) == 0) {
                        throw new IllegalStateException("rolled back");
                    }
                    return true;
                }))
                .onFailure().recoverWithItem(false);
    }
}
