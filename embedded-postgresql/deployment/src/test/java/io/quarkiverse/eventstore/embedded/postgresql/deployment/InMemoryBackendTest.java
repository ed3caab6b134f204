package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class InMemoryBackendTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClass(DevServices.class))
            .overrideConfigKey("quarkus.event-store.backend", "in-memory");

    @Test
    void needs_neither_a_container_engine_nor_a_server() {
        assertThat(DevServices.urls()).isEmpty();
    }
}
