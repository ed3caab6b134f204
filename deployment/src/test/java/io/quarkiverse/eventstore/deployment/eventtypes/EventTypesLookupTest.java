package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;

class EventTypesLookupTest {

    @Test
    void finds_names_and_classes() {
        RegisteredEventTypes types = RegisteredEventTypes.of(List.of(
                new RegisteredEventType("text", String.class, List.of("string", "chars")),
                new RegisteredEventType("number", Integer.class, List.of())));

        assertThat(types.nameOf(String.class)).contains("text");
        assertThat(types.nameOf(Integer.class)).contains("number");
        assertThat(types.classOf("text")).contains(String.class);
        assertThat(types.classOf("chars")).contains(String.class);
        assertThat(types.classOf("number")).contains(Integer.class);
    }

    @Test
    void knows_nothing_of_the_rest() {
        RegisteredEventTypes types = RegisteredEventTypes.of(List.of());

        assertThat(types.nameOf(Object.class)).isEmpty();
        assertThat(types.nameOf(Runnable.class)).isEmpty();
        assertThat(types.classOf("text")).isEmpty();
    }

    @Test
    void refuses_a_name_for_two_classes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegisteredEventTypes.of(List.of(
                        new RegisteredEventType("text", String.class, List.of()),
                        new RegisteredEventType("number", Integer.class, List.of("text")))))
                .withMessage("Event type name \"text\": expected to be registered once,"
                        + " but it is for java.lang.String and for java.lang.Integer.");
    }

    @Test
    void refuses_two_names_for_a_class() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegisteredEventTypes.of(List.of(
                        new RegisteredEventType("text", String.class, List.of()),
                        new RegisteredEventType("chars", String.class, List.of()))))
                .withMessage("Event class java.lang.String: expected to be registered once,"
                        + " but it is for text and for chars.");
    }
}
