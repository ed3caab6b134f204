package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.postgresql.InlineNodes.Node;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.LogRecords;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * How an inline projection becomes inline, and follows the log for a time, while others append.
 */
class InlineChangeOverTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final InlineNodes nodes = new InlineNodes(database);
    private final Node one = nodes.counting();

    @AfterEach
    void drop() {
        nodes.close();
    }

    @Test
    void is_inline_at_once_when_there_is_little_to_catch_up_with() {
        nodes.withoutProjections().append("cart-1", 3);
        CartCounts.createTable(database);

        Outcomes.await(one.inline().start());

        assertThat(CartCounts.counted(database)).containsExactly("cart-1 3");
        one.append("cart-1", 2);
        assertThat(CartCounts.counted(database)).containsExactly("cart-1 5");
    }

    @Test
    void follows_the_log_as_long_as_there_is_much_to_catch_up_with() {
        Node before = nodes.withoutProjections();
        for (int i = 0; i < 4; i++) {
            before.append("cart-1", 500);
        }
        CartCounts.createTable(database);

        Outcomes.await(one.inline().start());
        one.append("cart-1", 1);
        Outcomes.await(one.projections().makeInline(CartCounts.NAME));

        assertThat(CartCounts.counted(database)).containsExactly("cart-1 2001");
        one.append("cart-1", 1);
        assertThat(CartCounts.counted(database)).containsExactly("cart-1 2002");
    }

    @Test
    void is_built_anew_with_the_same_code() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());
        one.append("cart-1", 7);
        database.execute("update cart_counts set items = 99, version = 99");

        Outcomes.await(one.projections().rebuild(CartCounts.NAME));

        assertThat(CartCounts.counted(database)).containsExactly("cart-1 7");
    }

    @Test
    void sees_what_it_appends_itself_while_it_becomes_inline() {
        nodes.withoutProjections().append("cart-1", 2);
        database.execute("create table seen (stream text not null, version bigint not null, primary key (stream, version))");
        Node echoing = nodes.with(InlineProjections.of(() -> List.of(new Echo()), TestNode.types()));

        Outcomes.await(echoing.inline().start());
        echoing.append("cart-1", 1);

        assertThat(database.strings("select stream || ' ' || version from seen order by 1"))
                .containsExactly("cart-1 1", "cart-1 2", "cart-1 3", "echo 1", "echo 2", "echo 3");
    }

    @Test
    void tells_why_it_does_not_become_inline() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());
        one.append("cart-1", 3);
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        database.execute("update cart_counts set version = 99");
        one.append("cart-1", 1);

        Throwable failure = Outcomes.failureOf(one.projections().makeInline(CartCounts.NAME));

        assertThat(failure).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Inline projection cart-counts: expected it to catch up with the log, but it stopped: ")
                .hasMessageContaining("Version 4 of cart-1 is not the next one.")
                .hasMessageEndingWith(" It goes on when subscription cart-counts@inline is resumed.");
        one.append("cart-2", 1);
        assertThat(CartCounts.counted(database)).containsExactly("cart-1 3");
    }

    @Test
    void says_that_it_is_not_in_force_when_it_cannot_be_brought_up_to_date() {
        nodes.withoutProjections().append("cart-1", 3);

        List<String> warnings = LogRecords.warningsWhile(() -> Outcomes.await(one.inline().start()));

        assertThat(warnings).anyMatch(warning -> warning.contains("is NOT inline: until it is, appends succeed without it")
                && warning.contains(CartCounts.NAME));
        one.append("cart-1", 1);
        CartCounts.createTable(database);
        Outcomes.await(one.projections().makeInline(CartCounts.NAME));
        assertThat(CartCounts.counted(database)).containsExactly("cart-1 4");
    }

    @Test
    void is_waited_for_until_somebody_wants_otherwise() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        SqlConnection holder = lockTable();
        one.append("cart-1", 3);
        CompletableFuture<Throwable> failure = failureOfMakeInline();
        Awaitility.await().until(() -> database.strings("select inline_wanted from event_store.inline_projections"),
                List.of("t")::equals);

        Outcomes.await(InlineNodes.change(() -> one.projections().follow(CartCounts.NAME)));

        assertThat(failure.join()).isInstanceOf(IllegalStateException.class).hasMessage("Inline projection cart-counts: "
                + "expected it to become inline, but it was told to follow the log meanwhile.");
        Outcomes.await(holder.query("rollback").execute().chain(holder::close));
    }

    @Test
    void is_waited_for_until_the_application_stops() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        SqlConnection holder = lockTable();
        one.append("cart-1", 3);
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

    /** Whoever waits was told that it follows the log, which it does not any more. */
    @Test
    void has_seen_whatever_is_appended_as_soon_as_it_is_inline() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        Outcomes.await(one.projections().makeInline(CartCounts.NAME));
        Outcomes.await(one.subscriptions().pause(CartCounts.NAME + "@inline"));
        Outcomes.await(one.projections().follow(CartCounts.NAME));
        long last = Outcomes.await(one.store().appendToStream("cart-1", InlineNodes.events(1))).lastEventGlobalPosition();
        CompletableFuture<Void> seen = one.projections().hasSeen(CartCounts.NAME, last + 1).subscribeAsCompletionStage();

        Outcomes.await(one.projections().makeInline(CartCounts.NAME));

        assertThat(seen).succeedsWithin(Outcomes.AT_MOST);
    }

    @Test
    void has_its_name_for_itself() {
        Throwable failure = Outcomes.failureOf(
                one.projections().start(StateProjection.perStream(SubscriptionOptions.named(CartCounts.NAME),
                        ProductAdded.class, Long.class, () -> 0L, (count, event) -> count + 1)));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasMessage("Projection " + CartCounts.NAME
                + ": expected a name of its own, but there is an inline projection of that name.");
    }

    @Test
    void stays_with_the_log_until_it_is_told_otherwise() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());
        Outcomes.await(one.projections().follow(CartCounts.NAME));

        var result = Outcomes.await(one.store().appendToStream("cart-1", InlineNodes.events(4)));
        Outcomes.await(one.projections().hasSeen(CartCounts.NAME, result.lastEventGlobalPosition()));
        Node later = nodes.counting();
        Outcomes.await(later.inline().start());
        var again = Outcomes.await(later.store().appendToStream("cart-1", InlineNodes.events(1)));
        Outcomes.await(later.projections().hasSeen(CartCounts.NAME, again.lastEventGlobalPosition()));

        assertThat(CartCounts.counted(database)).containsExactly("cart-1 5");
        assertThat(database.strings("select inline from event_store.inline_projections")).containsExactly("f");
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
}
