package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

class MissingDatasourceTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.event-store.postgresql.datasource", "orders")
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.devservices.enabled", "false")
            .assertException(failure -> assertThat(failure)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("Event store: expected a reactive PostgreSQL datasource named orders, but there is only "
                            + "<default>: set quarkus.datasource.\"orders\".db-kind=postgresql and "
                            + "quarkus.datasource.\"orders\".reactive.url, name another one with "
                            + "quarkus.event-store.postgresql.datasource, or set quarkus.event-store.backend=in-memory."));

    @Test
    void a_datasource_that_does_not_exist_fails_the_build() {
        fail("the build should have failed");
    }
}
