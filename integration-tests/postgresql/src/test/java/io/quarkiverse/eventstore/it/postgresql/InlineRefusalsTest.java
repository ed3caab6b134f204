package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.postgresql.InlineNodes.Node;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * What inline projections refuse.
 */
class InlineRefusalsTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final InlineNodes nodes = new InlineNodes(database);
    private final Node one = nodes.counting();

    @AfterEach
    void drop() {
        nodes.close();
    }

    @Test
    void is_refused_in_a_transaction_that_may_not_see_how_it_is_kept() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());

        Throwable failure = Outcomes.failureOf(Pool.newInstance(database.pool(1)).withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read").execute()
                .chain(() -> one.sessions().joining(connection).appendToStream("cart-1", InlineNodes.events(1)))));

        assertThat(failure).isInstanceOf(EventStoreStorageException.class)
                .hasMessageContaining("expected a transaction at read committed, but it is at repeatable read");
        assertThat(database.number("select count(*) from event_store.events")).isZero();
    }

    @Test
    void fails_the_append_when_it_returns_no_uni() {
        Node silent = nodes.with(InlineProjections.of(() -> List.of(new Silent()), TestNode.types()));
        Outcomes.await(silent.inline().start());

        assertThat(Outcomes.failureOf(silent.store().appendToStream("cart-1", InlineNodes.events(1))))
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
}
