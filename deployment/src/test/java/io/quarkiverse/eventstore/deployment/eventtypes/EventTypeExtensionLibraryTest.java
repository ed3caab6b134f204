package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeExtensionLibraryTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with()
            .overrideConfigKey("quarkus.index-dependency.event-store.group-id", "io.quarkiverse.eventstore")
            .overrideConfigKey("quarkus.index-dependency.event-store.artifact-id", "quarkus-event-store");

    @Inject
    EventTypes types;

    @Test
    void a_sealed_interface_of_an_extension_contributes_nothing() {
        assertThat(ExpectedStreamVersion.class.isSealed()).isTrue();
        assertThat(types.nameOf(ExpectedStreamVersion.exactly(1).getClass())).isEmpty();
    }
}
