package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeWithoutInstancesTest {

    private static final String CLASS = "\n- Event class"
            + " io.quarkiverse.eventstore.deployment.eventtypes.EventTypeWithoutInstancesTest$";
    private static final String EXPECTED = ": expected @EventType on a class that has instances, but it is ";
    private static final String WAY_OUT = "; annotate the classes that extend it, or take it out with"
            + " quarkus.event-store.event-types.exclude.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused("The event types of the application have 4 problems:"
            + CLASS + "Annotation" + EXPECTED + "an annotation" + WAY_OUT
            + CLASS + "Family" + EXPECTED + "an interface" + WAY_OUT
            + CLASS + "Interface" + EXPECTED + "an interface" + WAY_OUT
            + CLASS + "Skeleton" + EXPECTED + "an abstract class" + WAY_OUT);

    @Test
    void an_annotated_type_without_instances_fails_the_build() {
        fail();
    }

    @EventType
    interface Interface {
    }

    @EventType
    sealed interface Family {
    }

    record Member() implements Family {
    }

    @EventType
    abstract static class Skeleton {
    }

    @EventType
    @interface Annotation {
    }
}
