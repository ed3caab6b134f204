package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.eventtypes.geometry.Shapes;
import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeExclusionTest {

    private static final String TEST = "io.quarkiverse.eventstore.deployment.eventtypes.EventTypeExclusionTest$";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with(Shapes.class)
            .overrideConfigKey("quarkus.event-store.event-types.exclude", TEST + "Answer," + TEST + "Priced," + TEST
                    + "Noted," + TEST + "Open, io.quarkiverse.eventstore.deployment.eventtypes.geometry.*");

    @Inject
    EventTypes types;

    @Test
    void a_sealed_interface_that_is_taken_out_contributes_nothing_at_any_depth() {
        assertThat(types.nameOf(Yes.class)).isEmpty();
        assertThat(types.nameOf(Perhaps.class)).isEmpty();
    }

    @Test
    void a_class_stays_if_another_sealed_interface_permits_it() {
        assertThat(types.nameOf(Added.class)).contains("Added");
    }

    @Test
    void a_class_that_is_taken_out_is_no_event_annotated_or_not() {
        assertThat(types.nameOf(Priced.class)).isEmpty();
        assertThat(types.nameOf(Noted.class)).isEmpty();
    }

    @Test
    void a_package_that_is_taken_out_contributes_nothing() {
        assertThat(types.nameOf(Shapes.Circle.class)).isEmpty();
    }

    @Test
    void what_extends_an_open_type_that_is_taken_out_can_be_annotated() {
        assertThat(types.nameOf(Extended.class)).contains("Extended");
    }

    sealed interface Answer {
    }

    record Yes() implements Answer {
    }

    sealed interface Vague extends Answer {
    }

    record Perhaps<T>() implements Vague {
    }

    sealed interface CartEvent {
    }

    record Added() implements CartEvent, Answer {
    }

    record Priced() implements CartEvent {
    }

    @EventType
    record Noted() {
    }

    non-sealed interface Open extends CartEvent {
    }

    @EventType
    record Extended() implements Open {
    }
}
