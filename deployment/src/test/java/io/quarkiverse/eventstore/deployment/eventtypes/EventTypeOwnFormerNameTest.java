package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeOwnFormerNameTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Event class io.quarkiverse.eventstore.deployment.eventtypes.EventTypeOwnFormerNameTest$Opened:"
                    + " expected former names that differ from its present one,"
                    + " but formerly contains \"Opened\", too; remove it there.");

    @Test
    void a_present_name_among_the_former_ones_fails_the_build() {
        fail();
    }

    @EventType(formerly = { "Started", "Opened" })
    record Opened() {
    }
}
