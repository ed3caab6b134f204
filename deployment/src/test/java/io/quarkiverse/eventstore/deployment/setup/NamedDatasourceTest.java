package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * A datasource whose name is not quoted in its properties. It is one that would be hidden by a property of the extension's own
 * with the name in quotes: a map is read in the spelling that comes first in the hash order of all properties.
 */
class NamedDatasourceTest {

    private static final PostgresServer SERVER = PostgresServer.start();

    sealed interface CounterEvent {
        record CounterRaised(int by) implements CounterEvent {
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(PostgresServer.class, CounterEvent.class,
                    CounterEvent.CounterRaised.class))
            .overrideConfigKey("quarkus.event-store.postgresql.datasource", "invoices")
            .overrideConfigKey("quarkus.event-store.postgresql.schema", "Invoice_Events")
            .overrideConfigKey("quarkus.datasource.invoices.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.invoices.username", "postgres")
            .overrideConfigKey("quarkus.datasource.invoices.password", "postgres")
            .overrideConfigKey("quarkus.datasource.invoices.reactive.url",
                    "postgresql://localhost:" + SERVER.postgres().getPort() + "/postgres")
            .setAfterAllCustomizer(SERVER::stop);

    @Inject
    BlockingEventStore store;

    @Inject
    @ReactiveDataSource("invoices")
    Pool pool;

    @Test
    void events_go_to_the_named_datasource_and_the_named_schema() {
        store.appendToStream("counter-1", List.of(new CounterEvent.CounterRaised(2)));

        long stored = pool.query("select count(*) from \"Invoice_Events\".events").executeAndAwait().iterator().next()
                .getLong(0);
        assertThat(stored).isEqualTo(1);
        assertThat(store.readStream("counter-1", CounterEvent.class).events()).hasSize(1);
    }
}
