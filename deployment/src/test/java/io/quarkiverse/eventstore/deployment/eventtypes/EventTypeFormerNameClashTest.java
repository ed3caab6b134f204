package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeFormerNameClashTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused("Event type name \"Opened\": expected one class, but"
            + " io.quarkiverse.eventstore.deployment.eventtypes.EventTypeFormerNameClashTest$Begun (formerly),"
            + " io.quarkiverse.eventstore.deployment.eventtypes.EventTypeFormerNameClashTest$Opened and"
            + " io.quarkiverse.eventstore.deployment.eventtypes.EventTypeFormerNameClashTest$Started (formerly) use it;"
            + " give one of them another name with @EventType(\"…\"),"
            + " or take one out with quarkus.event-store.event-types.exclude.");

    @Test
    void a_former_name_used_by_another_class_fails_the_build() {
        fail();
    }

    sealed interface CartEvent {
    }

    record Opened() implements CartEvent {
    }

    @EventType(formerly = "Opened")
    record Started() implements CartEvent {
    }

    @EventType(formerly = "Opened")
    record Begun() implements CartEvent {
    }
}
