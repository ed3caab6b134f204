package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.projection.InlineStatement;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;

/** Inline projections that the database runs within the append. */
class InlineStatementTest {

    private static final InlineStatement LIST = InlineStatement.named("list", ProductAdded.class, """
            insert into listed (stream, version, position, type, product, quantity, metadata, recorded_at, event_id)
            values ($1, $2, $3, $4, $5->>'productId', ($5->>'quantity')::integer, $6, $7, $8)
            """);
    private static final InlineStatement SUMS = InlineStatement.named("sums", ProductAdded.class, """
            insert into sums as s (product, quantity) values ($5->>'productId', ($5->>'quantity')::integer)
            on conflict (product) do update set quantity = s.quantity + excluded.quantity
            """).clearedBy("delete from sums");

    private final TestDatabase database = TestDatabase.migrated();
    private final GroupCommitEventStorage storage = database.groupCommit(6, new GroupCommitLimits(2, 64, 10_000));
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(2));
    private final AtomicInteger codeCalls = new AtomicInteger();
    private EventStore store = TestNode.store(storage);

    @BeforeEach
    void createTables() {
        database.execute("create table listed (place bigint generated always as identity, stream text, version bigint,"
                + " position bigint, type text, product text, quantity integer, metadata json, recorded_at timestamptz,"
                + " event_id uuid)");
        database.execute("create table sums (product text primary key, quantity integer not null check (quantity < 1000))");
    }

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.close();
    }

    @Test
    void is_run_for_each_event_in_order() {
        start();

        append("cart-1", new ProductAdded("tea", 1), new ProductAdded("milk", 2));
        append("cart-1", new ProductAdded("tea", 3));

        assertThat(database.strings("select stream || version || product || quantity from listed order by place"))
                .containsExactly("cart-11tea1", "cart-12milk2", "cart-13tea3");
        assertThat(database.strings("select product || quantity from sums order by 1")).containsExactly("milk2", "tea4");
        assertThat(database.number("select count(*) from listed l join event_store.events e on e.global_position = l.position"
                + " where e.stream_version = l.version and e.event_type = l.type and e.recorded_at = l.recorded_at"
                + " and e.event_id = l.event_id and l.metadata is null")).isEqualTo(3);
    }

    @Test
    void travels_in_group_commit() {
        start();
        long before = storage.groupCommit().meter().transactions();

        sendTogether(
                IntStream.range(0, 200).mapToObj(i -> appending("cart-" + i % 50, new ProductAdded("p" + i % 50, 1))).toList())
                .forEach(outcome -> assertThat(outcome.failure()).isEmpty());

        assertThat(storage.groupCommit().meter().transactions() - before).isLessThan(60);
        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(200);
        assertThat(database.number("select count(*) from (select version - lag(version, 1, 0::bigint) over"
                + " (partition by stream order by place) as step from listed) steps where step <> 1")).isZero();
    }

    @Test
    void fails_its_append_and_no_other() {
        start();
        List<Uni<AppendToStreamResult>> crowd = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            crowd.add(appending("cart-" + i, new ProductAdded("p" + i, i % 10 == 5 ? 1_000 : 1)));
        }

        var outcomes = sendTogether(crowd);

        for (int i = 0; i < 60; i++) {
            if (i % 10 == 5) {
                String stream = "cart-" + i;
                assertThat(outcomes.get(i).failure()).get().isInstanceOfSatisfying(InlineProjectionException.class, failure -> {
                    assertThat(failure.projectionName()).isEqualTo("sums");
                    assertThat(failure.streamName()).isEqualTo(stream);
                    assertThat(failure)
                            .hasMessage("Inline projection sums: expected it to take event 1 (contract-product-added) of "
                                    + "stream " + stream
                                    + ", but it failed: new row for relation \"sums\" violates check constraint "
                                    + "\"sums_quantity_check\" (23514); nothing was appended.");
                });
            } else {
                assertThat(outcomes.get(i).failure()).isEmpty();
            }
        }
        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(54);
        assertThat(database.number("select count(*) from listed")).isEqualTo(54);
    }

    @Test
    void is_not_run_for_conflicts_and_repeats() {
        start();
        List<?> events = List.of(EventData.of(new ProductAdded("tea", 1)));
        Outcomes.await(store.appendToStream("cart-1", events, AppendToStreamOptions.expecting(0)));

        Outcomes.await(store.appendToStream("cart-1", events, AppendToStreamOptions.expecting(0)));
        Throwable failure = Outcomes.failureOf(store.appendToStreams(List.of(
                StreamAppend.to("cart-2", List.of(new ProductAdded("tea", 1))),
                StreamAppend.to("cart-1", List.of(new ProductAdded("tea", 1))).expecting(7))));

        assertThat(failure).isInstanceOf(ConcurrencyException.class);
        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(1);
    }

    @Test
    void is_run_for_all_streams_of_one_append() {
        start();

        Outcomes.await(store.appendToStreams(List.of(StreamAppend.to("z", List.of(new ProductAdded("tea", 1))),
                StreamAppend.to("a", List.of(new ProductAdded("tea", 2), new ProductAdded("tea", 4))))));

        assertThat(database.strings("select stream || version from listed order by place")).containsExactly("z1", "a1", "a2");
        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(7);
    }

    @Test
    void is_part_of_a_session() {
        InlineProjections projections = start();

        Throwable failure = Outcomes.failureOf(TestNode.sessions(storage, projections).withSession(session -> session
                .appendToStream("cart-1", List.of(new ProductAdded("tea", 1)))
                .chain(() -> session.appendToStream("cart-1", List.of(new ProductAdded("tea", 999))))));
        Outcomes.await(TestNode.sessions(storage, projections).withSession(session -> session
                .appendToStream("cart-1", List.of(new ProductAdded("tea", 1), new ProductAdded("tea", 1)))));

        assertThat(failure).isInstanceOf(InlineProjectionException.class)
                .hasMessageStartingWith(
                        "Inline projection sums: expected it to take event 2 (contract-product-added) of stream cart-1");
        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(2);
    }

    @Test
    void shares_a_transaction_with_projections_in_code() {
        start(new Counting());

        append("cart-1", new ProductAdded("tea", 1), new ProductAdded("tea", 1));

        assertThat(codeCalls).hasValue(2);
        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(2);
    }

    @Test
    void follows_the_log_for_a_time() {
        InlineProjections all = start();
        InlineReadModels inline = TestNode.inline(all, storage, subscriptions);
        SubscribedProjections projections = TestNode.projections(storage, subscriptions, inline);
        append("cart-1", new ProductAdded("tea", 1));

        Outcomes.await(projections.follow("sums"));
        var result = Outcomes.await(appending("cart-1", new ProductAdded("tea", 2)));
        assertThat(database.number("select count(*) from listed")).isEqualTo(2);
        Outcomes.await(projections.hasSeen("sums", result.lastEventGlobalPosition()));
        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(3);
        Outcomes.await(projections.makeInline("sums"));
        append("cart-1", new ProductAdded("tea", 4));

        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(7);
    }

    @Test
    void is_built_anew() {
        InlineProjections all = start();
        SubscribedProjections projections = TestNode.projections(storage, subscriptions,
                TestNode.inline(all, storage, subscriptions));
        append("cart-1", new ProductAdded("tea", 1), new ProductAdded("tea", 2));
        database.execute("update sums set quantity = 99");

        Outcomes.await(projections.rebuild("sums"));

        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(3);
        append("cart-1", new ProductAdded("tea", 4));
        assertThat(database.number("select sum(quantity) from sums")).isEqualTo(7);
    }

    @Test
    void is_not_built_anew_without_a_statement_that_clears() {
        InlineProjections all = start();
        SubscribedProjections projections = TestNode.projections(storage, subscriptions,
                TestNode.inline(all, storage, subscriptions));
        append("cart-1", new ProductAdded("tea", 1));

        assertThat(Outcomes.failureOf(projections.rebuild("list"))).isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Inline statement list: expected a statement that empties its read model, given by clearedBy(), "
                        + "before it is rebuilt, but it has none.");

        append("cart-1", new ProductAdded("tea", 2));
        assertThat(database.number("select count(*) from listed")).isEqualTo(2);
    }

    private InlineProjections start(InlineProjection<?>... others) {
        InlineProjections projections = InlineProjections.of(() -> List.of(others), () -> List.of(SUMS, LIST),
                TestNode.types());
        Outcomes.await(TestNode.inline(projections, storage, subscriptions).start());
        store = TestNode.store(storage, projections);
        return projections;
    }

    private void append(String stream, ProductAdded... events) {
        Outcomes.await(appending(stream, events));
    }

    private Uni<AppendToStreamResult> appending(String stream, ProductAdded... events) {
        return store.appendToStream(stream, List.of(events));
    }

    /** All are accepted before the first is answered, so that most of them wait and leave in batches. */
    private static <T> List<Outcomes.Outcome<T>> sendTogether(List<Uni<T>> appends) {
        return appends.stream().map(append -> Outcomes.outcome(append).subscribeAsCompletionStage()).toList().stream()
                .map(outcome -> assertThat(outcome).succeedsWithin(Outcomes.AT_MOST).actual()).toList();
    }

    private final class Counting implements InlineProjection<ProductAdded> {

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Class<ProductAdded> eventType() {
            return ProductAdded.class;
        }

        @Override
        public Uni<Void> project(RecordedEvent<ProductAdded> event, EventStoreSession session) {
            return Uni.createFrom().voidItem().invoke(codeCalls::incrementAndGet);
        }
    }
}
