package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class EventTypeClashTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused("Event type name \"Opened\": expected one class, but"
            + " io.quarkiverse.eventstore.deployment.eventtypes.EventTypeClashTest$CartEvent$Opened and"
            + " io.quarkiverse.eventstore.deployment.eventtypes.EventTypeClashTest$OrderEvent$Opened use it;"
            + " give one of them another name with @EventType(\"…\"),"
            + " or take one out with quarkus.event-store.event-types.exclude.");

    @Test
    void a_name_used_by_two_classes_fails_the_build() {
        fail();
    }

    sealed interface CartEvent {
        record Opened() implements CartEvent {
        }
    }

    sealed interface OrderEvent {
        record Opened() implements OrderEvent {
        }
    }
}
