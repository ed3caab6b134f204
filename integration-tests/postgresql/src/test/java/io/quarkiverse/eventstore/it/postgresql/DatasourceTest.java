package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.StreamNames;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** The datasource as Quarkus sets it up: without a word of the application it prepares each statement once. */
@QuarkusTest
class DatasourceTest {

    private static final String PREPARED_APPENDS = "select count(*) from pg_prepared_statements where statement like 'with stream as%'";

    @Inject
    BlockingEventStore store;
    @Inject
    Pool pool;

    /** The query tells of the connection that it is given, which may be another one than the append had. */
    @Test
    void keeps_appends_prepared() {
        Awaitility.await().untilAsserted(() -> {
            store.appendToStream(StreamNames.unique("cart"), List.of(ShoppingCartEvent.added("a")));

            assertThat(pool.query(PREPARED_APPENDS).executeAndAwait().iterator().next().getLong(0)).isPositive();
        });
    }
}
