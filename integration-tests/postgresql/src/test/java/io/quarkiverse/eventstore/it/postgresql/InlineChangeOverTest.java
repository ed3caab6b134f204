package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.LogRecords;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * An inline projection that follows the log for a time, while others append. It refuses an event that is not the next of its
 * stream.
 */
class InlineChangeOverTest {

    private static final int STREAMS = 12;

    private final TestDatabase database = TestDatabase.migrated();
    private final List<DurableSubscriptions> nodes = new ArrayList<>();
    private final Node one = node();

    @AfterEach
    void drop() {
        nodes.forEach(node -> Outcomes.await(node.stopAll()));
        database.close();
    }

    @Test
    void is_inline_at_once_when_there_is_little_to_catch_up_with() {
        append(node(InlineProjections.NONE).store(), "cart-1", 3);
        createTable();

        Outcomes.await(one.inline().start());

        assertThat(counted()).containsExactly("cart-1 3");
        append(one.store(), "cart-1", 2);
        assertThat(counted()).containsExactly("cart-1 5");
    }

    @Test
    void follows_the_log_as_long_as_there_is_much_to_catch_up_with() {
        EventStore before = node(InlineProjections.NONE).store();
        for (int i = 0; i < 4; i++) {
            append(before, "cart-1", 500);
        }
        createTable();

        Outcomes.await(one.inline().start());
        append(one.store(), "cart-1", 1);
        Outcomes.await(one.projections().makeInline(CartCounts.NAME));

        assertThat(counted()).containsExactly("cart-1 2001");
        append(one.store(), "cart-1", 1);
        assertThat(counted()).containsExactly("cart-1 2002");
    }

    @Test
    void is_built_anew_with_the_same_code() {
        createTable();
        Outcomes.await(one.inline().start());
        append(one.store(), "cart-1", 7);
        database.execute("update cart_counts set items = 99, version = 99");

        Outcomes.await(one.projections().rebuild(CartCounts.NAME));

        assertThat(counted()).containsExactly("cart-1 7");
    }

    @Test
    void sees_what_it_appends_itself_while_it_becomes_inline() {
        append(node(InlineProjections.NONE).store(), "cart-1", 2);
        database.execute("create table seen (stream text not null, version bigint not null, primary key (stream, version))");
        Node echoing = node(InlineProjections.of(() -> List.of(new Echo()), TestDatabase.types()));

        Outcomes.await(echoing.inline().start());
        append(echoing.store(), "cart-1", 1);

        assertThat(database.strings("select stream || ' ' || version from seen order by 1"))
                .containsExactly("cart-1 1", "cart-1 2", "cart-1 3", "echo 1", "echo 2", "echo 3");
    }

    @Test
    void is_refused_in_a_transaction_that_may_not_see_how_it_is_kept() {
        createTable();
        Outcomes.await(one.inline().start());

        Throwable failure = Outcomes.failureOf(Pool.newInstance(database.pool(1)).withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read").execute()
                .chain(() -> one.sessions().joining(connection).appendToStream("cart-1", events(1)))));

        assertThat(failure).isInstanceOf(EventStoreStorageException.class)
                .hasMessageContaining("expected a transaction at read committed, but it is at repeatable read");
        assertThat(database.number("select count(*) from event_store.events")).isZero();
    }

    @Test
    void tells_why_it_does_not_become_inline() {
        createTable();
        Outcomes.await(one.inline().start());
        append(one.store(), "cart-1", 3);
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        database.execute("update cart_counts set version = 99");
        append(one.store(), "cart-1", 1);

        Throwable failure = Outcomes.failureOf(one.projections().makeInline(CartCounts.NAME));

        assertThat(failure).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Inline projection cart-counts: expected it to catch up with the log, but it stopped: ")
                .hasMessageContaining("Version 4 of cart-1 is not the next one.")
                .hasMessageEndingWith(" It goes on when subscription cart-counts@inline is resumed.");
        append(one.store(), "cart-2", 1);
        assertThat(counted()).containsExactly("cart-1 3");
    }

    @Test
    void fails_the_append_when_it_returns_no_uni() {
        Node silent = node(InlineProjections.of(() -> List.of(new Silent()), TestDatabase.types()));
        Outcomes.await(silent.inline().start());

        assertThat(Outcomes.failureOf(silent.store().appendToStream("cart-1", events(1))))
                .isInstanceOf(InlineProjectionException.class)
                .hasMessageContaining("Inline projection silent: expected it to return a Uni, but it returned null.");
        assertThat(database.number("select count(*) from event_store.events")).isZero();
    }

    @Test
    void has_no_versions() {
        assertThat(Outcomes.failureOf(one.projections().state(CartCounts.NAME))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Projection cart-counts: expected one with versions, but it is an inline projection, which has none.");
    }

    @Test
    void says_that_it_is_not_in_force_when_it_cannot_be_brought_up_to_date() {
        append(node(InlineProjections.NONE).store(), "cart-1", 3);

        List<String> warnings = LogRecords.warningsWhile(() -> Outcomes.await(one.inline().start()));

        assertThat(warnings).anyMatch(warning -> warning.contains("is NOT inline: until it is, appends succeed without it")
                && warning.contains(CartCounts.NAME));
        append(one.store(), "cart-1", 1);
        createTable();
        Outcomes.await(one.projections().makeInline(CartCounts.NAME));
        assertThat(counted()).containsExactly("cart-1 4");
    }

    @Test
    void is_waited_for_until_somebody_wants_otherwise() {
        createTable();
        Outcomes.await(one.inline().start());
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        SqlConnection holder = lockTable();
        append(one.store(), "cart-1", 3);
        CompletableFuture<Throwable> failure = failureOfMakeInline();
        Awaitility.await().until(() -> database.strings("select inline_wanted from event_store.inline_projections"),
                List.of("t")::equals);

        Outcomes.await(change(() -> one.projections().follow(CartCounts.NAME)));

        assertThat(failure.join()).isInstanceOf(IllegalStateException.class).hasMessage("Inline projection cart-counts: "
                + "expected it to become inline, but it was told to follow the log meanwhile.");
        Outcomes.await(holder.query("rollback").execute().chain(holder::close));
    }

    @Test
    void is_waited_for_until_the_application_stops() {
        createTable();
        Outcomes.await(one.inline().start());
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        SqlConnection holder = lockTable();
        append(one.store(), "cart-1", 3);
        CompletableFuture<Throwable> failure = failureOfMakeInline();

        one.inline().stopLooking();

        assertThat(failure.join()).isInstanceOf(IllegalStateException.class)
                .hasMessage("Inline projection cart-counts: expected it to become inline, but the application stops.");
        Outcomes.await(holder.query("rollback").execute().chain(holder::close));
    }

    private SqlConnection lockTable() {
        SqlConnection holder = Outcomes.await(Pool.newInstance(database.pool(1)).getConnection());
        Outcomes.await(holder.query("begin; lock table cart_counts").execute());
        return holder;
    }

    private CompletableFuture<Throwable> failureOfMakeInline() {
        return one.projections().makeInline(CartCounts.NAME).<Throwable> replaceWith((Throwable) null)
                .onFailure().recoverWithItem(failure -> failure).subscribeAsCompletionStage()
                .orTimeout(30, TimeUnit.SECONDS);
    }

    @Test
    void stays_with_the_log_until_it_is_told_otherwise() {
        createTable();
        Outcomes.await(one.inline().start());
        Outcomes.await(one.projections().follow(CartCounts.NAME));

        var result = Outcomes.await(one.store().appendToStream("cart-1", events(4)));
        Outcomes.await(one.projections().hasSeen(CartCounts.NAME, result.lastEventGlobalPosition()));
        Node later = node();
        Outcomes.await(later.inline().start());
        var again = Outcomes.await(later.store().appendToStream("cart-1", events(1)));
        Outcomes.await(later.projections().hasSeen(CartCounts.NAME, again.lastEventGlobalPosition()));

        assertThat(counted()).containsExactly("cart-1 5");
        assertThat(database.strings("select inline from event_store.inline_projections")).containsExactly("f");
    }

    @Test
    void loses_and_doubles_nothing_while_it_changes_over_among_many_writers() {
        createTable();
        Outcomes.await(one.inline().start());
        Node two = node();
        Outcomes.await(two.inline().start());
        AtomicBoolean changing = new AtomicBoolean(true);

        var writers = IntStream.range(0, 16).mapToObj(writer -> Outcomes.outcome(
                writeWhile(changing, writer % 2 == 0 ? one : two, new Random(writer))).subscribeAsCompletionStage()).toList();
        for (int i = 0; i < 20; i++) {
            Outcomes.await(change(() -> one.projections().follow(CartCounts.NAME)));
            Outcomes.await(change(() -> two.projections().makeInline(CartCounts.NAME)));
        }
        Outcomes.await(change(() -> one.projections().rebuild(CartCounts.NAME)));
        changing.set(false);
        List<Outcome<Void>> outcomes = writers.stream().map(writer -> writer.join()).toList();

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
        assertThat(counted()).isEqualTo(database.strings(
                "select stream_name || ' ' || stream_version from event_store.streams order by 1"));
        assertThat(database.number("select count(*) from event_store.events")).isGreaterThan(300);
    }

    /** The lock is waited for a short time only. */
    private static Uni<Void> change(Supplier<Uni<Void>> change) {
        return Uni.createFrom().deferred(change::get).onFailure().retry().withBackOff(Duration.ofMillis(20)).atMost(50);
    }

    private static Uni<Void> writeWhile(AtomicBoolean condition, Node node, Random random) {
        return Multi.createBy().repeating().uni(() -> write(node, random)).whilst(done -> condition.get())
                .onItem().ignoreAsUni();
    }

    /** Goes on when the read model has seen it, since a log that grows faster than it is followed is never caught up with. */
    private static Uni<Boolean> write(Node node, Random random) {
        String stream = "cart-" + random.nextInt(STREAMS);
        boolean inSession = random.nextInt(3) == 0;
        boolean rolledBack = random.nextInt(4) == 0;
        List<ProductAdded> events = events(1 + random.nextInt(3));
        Uni<AppendToStreamResult> write = inSession
                ? node.sessions().withSession(session -> session.appendToStream(stream, events)
                        .invoke(() -> {
                            if (rolledBack) {
                                throw new IllegalStateException("rolled back");
                            }
                        }))
                : node.store().appendToStream(stream, events);
        return write
                .chain(result -> node.projections().hasSeen(CartCounts.NAME, result.lastEventGlobalPosition()))
                .onFailure(IllegalStateException.class).recoverWithNull()
                .replaceWith(true);
    }

    private void createTable() {
        database.execute("create table cart_counts (cart text primary key, items bigint not null, version bigint not null)");
    }

    private static void append(EventStore store, String stream, int events) {
        Outcomes.await(store.appendToStream(stream, events(events)));
    }

    private static List<ProductAdded> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> new ProductAdded("p", 1)).toList();
    }

    private List<String> counted() {
        return database.strings("select cart || ' ' || items from cart_counts order by 1");
    }

    private record Node(EventStore store, EventStoreSessionFactory sessions, InlineReadModels inline,
            SubscribedProjections projections) {
    }

    private Node node() {
        return node(InlineProjections.of(() -> List.of(new CartCounts()), TestDatabase.types()));
    }

    private Node node(InlineProjections projections) {
        GroupCommitEventStorage storage = database.groupCommit(6, new GroupCommitLimits(2, 64, 10_000));
        DurableSubscriptions subscriptions = TestDatabase.subscriptions(storage, Duration.ofSeconds(2));
        nodes.add(subscriptions);
        InlineReadModels inline = TestDatabase.inline(projections, storage, subscriptions);
        return new Node(TestDatabase.store(storage, projections), TestDatabase.sessions(storage, projections), inline,
                TestDatabase.projections(storage, subscriptions, inline));
    }

    /** Returns null where a Uni is expected. */
    private static final class Silent implements InlineProjection<ProductAdded> {

        @Override
        public String name() {
            return "silent";
        }

        @Override
        public Class<ProductAdded> eventType() {
            return ProductAdded.class;
        }

        @Override
        public Uni<Void> project(RecordedEvent<ProductAdded> event, EventStoreSession session) {
            return null;
        }
    }

    /** Notes each event, and answers those of carts with one that it takes, too. */
    private static final class Echo implements InlineProjection<ProductAdded> {

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public Class<ProductAdded> eventType() {
            return ProductAdded.class;
        }

        @Override
        public Uni<Void> project(RecordedEvent<ProductAdded> event, EventStoreSession session) {
            Uni<Void> noted = session.unwrap(SqlConnection.class).preparedQuery("insert into seen values ($1, $2)")
                    .execute(Tuple.of(event.streamName(), event.streamVersion())).replaceWithVoid();
            return event.streamName().equals("echo") ? noted
                    : noted.chain(() -> session.appendToStream("echo", List.of(event.data()))).replaceWithVoid();
        }
    }

    /** Counts the events of each stream in a table. */
    private static final class CartCounts implements InlineProjection<ProductAdded> {

        static final String NAME = "cart-counts";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Class<ProductAdded> eventType() {
            return ProductAdded.class;
        }

        @Override
        public Uni<Void> clear(EventStoreSession session) {
            return session.unwrap(SqlConnection.class).query("delete from cart_counts").execute().replaceWithVoid();
        }

        @Override
        public Uni<Void> project(RecordedEvent<ProductAdded> event, EventStoreSession session) {
            return session.unwrap(SqlConnection.class)
                    .preparedQuery(
                            "insert into cart_counts as c (cart, items, version) select $1::text, 1, 1 where $2::bigint = 1"
                                    + " or exists (select from cart_counts where cart = $1)"
                                    + " on conflict (cart) do update set items = c.items + 1, version = $2 where c.version = $2 - 1")
                    .execute(Tuple.of(event.streamName(), event.streamVersion()))
                    .invoke(rows -> {
                        if (rows.rowCount() != 1) {
                            throw new IllegalStateException("Version " + event.streamVersion() + " of " + event.streamName()
                                    + " is not the next one.");
                        }
                    })
                    .replaceWithVoid();
        }
    }
}
