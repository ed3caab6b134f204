package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.it.postgresql.TestDatabase.RefusedByServer;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

class ImmutableEventsTest {

    private static final String ALLOWED = "begin; set local event_store.removal = 'allowed'; ";

    private final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void append() {
        Outcomes.await(database.storage(1).append(Encoded.append("cart-1", ExpectedStreamVersion.any(), 3)));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({ "UPDATE, update event_store.events set event_type = 'other'",
            "DELETE, delete from event_store.events", "TRUNCATE, truncate event_store.events" })
    void are_neither_changed_nor_removed(String operation, String statement) {
        assertThatThrownBy(() -> database.execute(statement)).isInstanceOf(RefusedByServer.class)
                .hasMessageContaining("Table event_store.events: expected appends only, but got " + operation + ".");

        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(3);
    }

    @Test
    void are_removed_by_a_transaction_that_says_so() {
        database.execute(ALLOWED + "delete from event_store.events where stream_version = 1; commit");

        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(2);
    }

    @Test
    void are_not_changed_even_by_a_transaction_that_may_remove_them() {
        assertThatThrownBy(() -> database.execute(ALLOWED + "update event_store.events set event_type = 'other'; commit"))
                .isInstanceOf(RefusedByServer.class)
                .hasMessageContaining("expected appends only, but got UPDATE.");
    }
}
