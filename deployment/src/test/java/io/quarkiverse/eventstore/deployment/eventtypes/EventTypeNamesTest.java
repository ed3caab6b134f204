package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventType;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeNamesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with();

    @Inject
    EventTypes types;

    @Test
    void a_name_is_the_simple_class_name_unless_the_annotation_gives_another() {
        assertThat(types.nameOf(Opened.class)).contains("Opened");
        assertThat(types.nameOf(Closed.class)).contains("cart-closed");
        assertThat(types.nameOf(Renamed.class)).contains("Renamed");
    }

    @Test
    void a_class_is_found_by_its_name() {
        assertThat(types.classOf("Opened")).contains(Opened.class);
        assertThat(types.classOf("cart-closed")).contains(Closed.class);
    }

    @Test
    void a_class_is_found_by_its_former_names() {
        assertThat(types.classOf("Archived")).contains(Renamed.class);
        assertThat(types.classOf("Shelved")).contains(Renamed.class);
    }

    @Test
    void a_simple_class_name_is_unknown_if_the_annotation_gives_another() {
        assertThat(types.classOf("Closed")).isEmpty();
    }

    @Test
    void other_classes_have_no_name() {
        assertThat(types.nameOf(String.class)).isEmpty();
        assertThat(types.nameOf(CartEvent.class)).isEmpty();
        assertThat(types.classOf("CartEvent")).isEmpty();
    }

    sealed interface CartEvent {
    }

    record Opened(String customer) implements CartEvent {
    }

    @EventType("cart-closed")
    record Closed() implements CartEvent {
    }

    @EventType(formerly = { "Shelved", "Archived" })
    private record Renamed() implements CartEvent {
    }
}
