package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordedHooks;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Appends and rows of the application in one transaction, which the application begins and ends. */
@QuarkusTest
class CallersConnectionTest {

    private final String cart = unique("cart");

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    RecordedHooks hooks;

    @Inject
    Pool pool;

    @BeforeEach
    void createTable() {
        Outcomes.await(pool.query("create table if not exists notes (text text not null)").execute());
    }

    @Test
    void are_committed_together_and_hooks_follow_once() {
        Outcomes.await(pool.withTransaction(connection -> note(connection)
                .chain(() -> append(connection, 0))
                .chain(() -> append(connection, 1))
                .invoke(() -> assertThat(hooks.hooksCalledFor(cart)).isEmpty())
                .chain(() -> sessions.joining(connection).streamExists(cart))
                .invoke(exists -> assertThat(exists).isTrue())
                .chain(() -> store.streamExists(cart))
                .invoke(exists -> assertThat(exists).as("seen by others before the commit").isFalse())));

        assertThat(notes()).isEqualTo(1);
        assertThat(version()).isEqualTo(2);
        await().until(() -> hooks.hooksCalledFor(cart).stream().distinct().count() * 2 == hooks.hooksCalledFor(cart).size());
        assertThat(hooks.hooksCalledFor(cart)).isNotEmpty();
    }

    @Test
    void are_rolled_back_together_and_no_hook_follows() {
        Throwable failure = Outcomes.failureOf(pool.withTransaction(connection -> note(connection)
                .chain(() -> append(connection, 0))
                .chain(() -> Uni.createFrom().<Void> failure(new IllegalStateException("Not today.")))));

        assertThat(failure).hasMessage("Not today.");
        assertThat(notes()).isZero();
        assertThat(version()).isZero();
        assertThat(hooks.hooksCalledFor(cart)).isEmpty();
    }

    @Test
    void outlive_a_conflict_that_the_application_deals_with() {
        Outcomes.await(pool.withTransaction(connection -> append(connection, 0)
                .chain(() -> append(connection, 0))
                .onFailure(ConcurrencyException.class).recoverWithUni(() -> note(connection))));

        assertThat(version()).isEqualTo(1);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void are_lost_together_with_the_connection() {
        Throwable failure = Outcomes.failureOf(pool.withTransaction(connection -> note(connection)
                .chain(() -> append(connection, 0))
                .chain(() -> processOf(connection))
                .chain(process -> pool.preparedQuery("select pg_terminate_backend($1, 5000)").execute(Tuple.of(process)))
                .replaceWithVoid()));

        assertThat(failure).isNotNull();
        // The pool may hand out the dead connection before it notices.
        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(notes()).isZero());
        assertThat(version()).isZero();
        assertThat(hooks.hooksCalledFor(cart)).isEmpty();
    }

    @Test
    void a_store_is_of_no_use_after_the_end_of_its_transaction() {
        EventStore joined = Outcomes.await(pool.withTransaction(connection -> {
            EventStore here = sessions.joining(connection);
            return here.streamExists(cart).replaceWith(here);
        }));

        assertThat(Outcomes.failureOf(joined.appendToStream(cart, List.of(added("apple")))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Transaction: expected it to be open, but it is over.");
    }

    @Test
    void a_connection_without_a_transaction_is_refused() {
        Throwable failure = Outcomes.failureOf(pool.withConnection(connection -> append(connection, 0)));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Connection: expected one with an open transaction, as in Pool.withTransaction, but it has none.");
        assertThatThrownBy(() -> sessions.joining("text")).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "Connection: expected an io.vertx.mutiny.sqlclient.SqlConnection or an io.vertx.sqlclient.SqlConnection, but "
                        + "it is a java.lang.String.");
    }

    private Uni<Void> append(SqlConnection connection, long expected) {
        return sessions.joining(connection).appendToStream(cart, List.of(added("apple")),
                AppendToStreamOptions.expecting(ExpectedStreamVersion.exactly(expected))).replaceWithVoid();
    }

    private Uni<Void> note(SqlConnection connection) {
        return connection.preparedQuery("insert into notes (text) values ($1)").execute(Tuple.of(cart)).replaceWithVoid();
    }

    private static Uni<Integer> processOf(SqlConnection connection) {
        return connection.query("select pg_backend_pid()").execute().map(rows -> rows.iterator().next().getInteger(0));
    }

    private long notes() {
        return Outcomes.await(pool.preparedQuery("select count(*) from notes where text = $1").execute(Tuple.of(cart)))
                .iterator().next().getLong(0);
    }

    private long version() {
        return Outcomes.await(store.readStream(cart, Object.class)).currentStreamVersion();
    }
}
