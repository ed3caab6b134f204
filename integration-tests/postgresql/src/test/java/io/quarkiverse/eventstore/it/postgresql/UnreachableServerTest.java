package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaMigrator;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

class UnreachableServerTest {

    private final TestDatabase database = TestDatabase.empty();
    private final int freePort = freePort();
    private final SqlDatabase nowhere = TestDatabase.over(database.pool(1, options -> options.setPort(freePort)));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void fails_reads_appends_sessions_and_migration_as_unavailable() {
        var storage = new PostgresEventStorage(nowhere, SCHEMA);
        var store = TestNode.store(storage);

        assertUnavailable(store.streamExists("cart-1"));
        assertUnavailable(store.appendToStream("cart-1", List.of(ShoppingCartEvent.added("a"))));
        assertUnavailable(TestNode.sessions(storage).withSession(session -> session.streamExists("cart-1")));
        assertUnavailable(new SchemaMigrator(nowhere, SCHEMA).migrate());
    }

    private void assertUnavailable(Uni<?> uni) {
        Throwable failure = Outcomes.failureOf(uni);
        assertThat(failure).isInstanceOf(EventStoreUnavailableException.class).isInstanceOf(EventStoreException.class)
                .hasMessageStartingWith("PostgreSQL: expected an answer over the connection, but there is none: ")
                .hasMessageContaining("localhost").hasMessageContaining(String.valueOf(freePort));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
