package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.vertx.sqlclient.Pool;

class StreamRowUpdatesTest {

    private static final String COUNTER = "select %s from pg_stat_user_tables where relname = 'streams'";

    @Test
    void are_heap_only() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Pool oneConnection = database.pool(1);
            var storage = new PostgresEventStorage(TestDatabase.over(oneConnection), TestDatabase.SCHEMA);

            for (int version = 0; version < 500; version++) {
                Outcomes.await(storage.append(
                        Encoded.append("cart-1", ExpectedStreamVersion.exactly(version), 1)));
            }
            oneConnection.close().toCompletionStage().toCompletableFuture().join();
            // A connection that ends leaves its counts behind.
            Awaitility.await().atMost(Outcomes.AT_MOST)
                    .until(() -> database.number(COUNTER.formatted("n_tup_upd")) == 499);

            assertThat(database.number(COUNTER.formatted("n_tup_hot_upd"))).isGreaterThan(449);
        }
    }
}
