package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeAnnotatedTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with();

    @Inject
    EventTypes types;

    @Test
    void an_annotated_class_is_an_event_without_a_sealed_interface() {
        assertThat(types.nameOf(Counted.class)).contains("Counted");
        assertThat(types.nameOf(Weighed.class)).contains("weighed");
        assertThat(types.nameOf(Size.class)).contains("Size");
    }

    @Test
    void other_classes_are_none() {
        assertThat(types.nameOf(Plain.class)).isEmpty();
    }

    @EventType
    record Counted(int count) {
    }

    @EventType("weighed")
    record Weighed(int grams) {
    }

    @EventType
    enum Size {
        SMALL
    }

    record Plain() {
    }
}
