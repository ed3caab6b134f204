package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.mutiny.sqlclient.Pool;

class NamedDatasourceTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClasses(Database.class, DevServices.class))
            .overrideConfigKey("quarkus.datasource.orders.db-kind", "postgresql")
            .overrideConfigKey("quarkus.event-store.postgresql.datasource", "ledger");

    @Inject
    @ReactiveDataSource("orders")
    Pool orders;

    @Inject
    @ReactiveDataSource("ledger")
    Pool ledger;

    @Test
    void is_served_when_the_configuration_names_it() {
        assertThat(Database.ask(orders, "select version()")).startsWith("PostgreSQL ");
    }

    @Test
    void is_served_when_the_event_store_names_it() {
        assertThat(Database.ask(ledger, "select version()")).startsWith("PostgreSQL ");
    }

    @Test
    void has_a_server_of_its_own() {
        assertThat(DevServices.urls()).containsOnlyKeys("quarkus.datasource.ledger.reactive.url",
                "quarkus.datasource.orders.reactive.url");
        assertThat(DevServices.urls().values()).doesNotHaveDuplicates();
    }
}
