package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

class StreamRowUpdatesTest {

    private static final String COUNTER = "select %s from pg_stat_user_tables where relname = 'streams'";

    @Test
    void are_heap_only() {
        try (TestDatabase database = TestDatabase.migrated()) {
            var oneConnection = TestDatabase.over(database.pool(1));
            var storage = new PostgresEventStorage(oneConnection, TestDatabase.SCHEMA);

            for (int version = 0; version < 500; version++) {
                Outcomes.await(storage.append(
                        Encoded.append("cart-1", ExpectedStreamVersion.exactly(version), 1)));
            }
            Outcomes.await(oneConnection.query("select pg_stat_force_next_flush()", List.of(), row -> true));
            Awaitility.await().atMost(Outcomes.AT_MOST)
                    .until(() -> database.number(COUNTER.formatted("n_tup_upd")) == 499);

            assertThat(database.number(COUNTER.formatted("n_tup_hot_upd"))).isGreaterThan(449);
        }
    }
}
