package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkus.test.QuarkusUnitTest;

class UnreachableDatabaseTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.reactive.url", "postgresql://localhost:1/nothing")
            .assertException(failure -> assertThat(failure)
                    .isInstanceOf(EventStoreUnavailableException.class)
                    .hasMessageStartingWith("PostgreSQL: expected an answer over the connection, but there is none:"));

    @Test
    void a_database_that_does_not_answer_fails_the_start() {
        fail("the start should have failed");
    }
}
