package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class EventTypeOpenSubtypeTest {

    private static final String TEST = "io.quarkiverse.eventstore.deployment.eventtypes.EventTypeOpenSubtypeTest$";
    private static final String EXPECTED = ": expected a record, a final class or a sealed type, for " + TEST
            + "CartEvent permits it, but it is open, and what extends it has no stored name;"
            + " make it one of them, or take it out with quarkus.event-store.event-types.exclude.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused("The event types of the application have 2 problems:"
            + "\n- Event class " + TEST + "OpenClass" + EXPECTED
            + "\n- Event class " + TEST + "OpenInterface" + EXPECTED);

    @Test
    void an_open_subtype_without_instances_fails_the_build() {
        fail();
    }

    sealed interface CartEvent {
    }

    non-sealed interface OpenInterface extends CartEvent {
    }

    abstract static non-sealed class OpenClass implements CartEvent {
    }
}
