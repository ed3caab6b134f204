package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeInvalidNamesTest {

    private static final String SIXTEEN = "0123456789abcdef";
    private static final String SIXTY_FOUR = SIXTEEN + SIXTEEN + SIXTEEN + SIXTEEN;
    private static final String LONG = SIXTY_FOUR + SIXTY_FOUR + SIXTY_FOUR + SIXTY_FOUR;

    private static final String CLASS = "\n- Event class"
            + " io.quarkiverse.eventstore.deployment.eventtypes.EventTypeInvalidNamesTest$";
    private static final String EXPECTED = ": expected stored names of 1 to 255 characters, but ";
    private static final String WAY_OUT = "; correct @EventType, or take it out with"
            + " quarkus.event-store.event-types.exclude.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused("The event types of the application have 4 problems:"
            + CLASS + "Blank" + EXPECTED + "its name is blank" + WAY_OUT
            + CLASS + "FormerlyBlank" + EXPECTED + "a former one is blank" + WAY_OUT
            + CLASS + "Long" + EXPECTED + "its name has 256" + WAY_OUT
            + CLASS + "Unstorable" + EXPECTED + "its name contains a NUL character or half of a surrogate pair" + WAY_OUT);

    @Test
    void names_that_cannot_be_stored_fail_the_build_all_in_one_message() {
        fail();
    }

    @EventType(" ")
    record Blank() {
    }

    @EventType(formerly = "")
    record FormerlyBlank() {
    }

    @EventType(LONG)
    record Long() {
    }

    @EventType("nul\0")
    record Unstorable() {
    }
}
