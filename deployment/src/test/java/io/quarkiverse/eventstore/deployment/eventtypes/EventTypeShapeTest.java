package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeShapeTest {

    private static final String TEST = "io.quarkiverse.eventstore.deployment.eventtypes.EventTypeShapeTest";
    private static final String CLASS = "\n- Event class " + TEST + "$";
    private static final String NESTED = ": expected a top-level or static nested class, but ";
    private static final String OR_OUT = ", or take it out with quarkus.event-store.event-types.exclude.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused("The event types of the application have 3 problems:"
            + CLASS + "1Local" + NESTED + "it is a local class; move it out of the method" + OR_OUT
            + CLASS + "Generic: expected a class without type parameters, but it has <K, V>, which is lost in the store;"
            + " write a class for each type argument" + OR_OUT
            + CLASS + "Inner" + NESTED + "it is an inner class, which needs an instance of " + TEST + "; declare it static"
            + OR_OUT);

    @Test
    void a_class_that_does_not_stand_alone_fails_the_build() {
        fail();
    }

    sealed interface CartEvent {
    }

    record Generic<K, V>(K key, V value) implements CartEvent {
    }

    final class Inner implements CartEvent {
    }

    Object local() {
        @EventType
        record Local() {
        }
        return new Local();
    }
}
