package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class EventTypeConstructionRefusedTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Event class io.quarkiverse.eventstore.deployment.eventtypes.EventTypeConstructionRefusedTest$Ambiguous:"
                    + " expected a class that Jackson can construct, but it is no record and has neither a constructor"
                    + " without parameters, nor a single constructor, nor @JsonCreator, nor @JsonDeserialize;"
                    + " make it a record or add one of them,"
                    + " or take it out with quarkus.event-store.event-types.exclude.");

    @Test
    void a_class_that_jackson_cannot_construct_fails_the_build() {
        fail();
    }

    sealed interface CartEvent {
    }

    static final class Ambiguous implements CartEvent {

        final String item;

        Ambiguous(String item) {
            this.item = item;
        }

        Ambiguous(char item) {
            this(String.valueOf(item));
        }
    }
}
