package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeFamiliesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with();

    @Inject
    EventTypes types;

    @Test
    void a_sealed_interface_contributes_the_classes_it_permits() {
        assertThat(types.nameOf(Placed.class)).contains("Placed");
    }

    @Test
    void sealed_types_within_it_contribute_theirs() {
        assertThat(types.nameOf(Paid.class)).contains("Paid");
        assertThat(types.nameOf(Cancelled.class)).contains("Cancelled");
        assertThat(types.nameOf(Wrapped.class)).contains("Wrapped");
    }

    @Test
    void a_sealed_class_with_instances_is_an_event_and_so_is_what_it_permits() {
        assertThat(types.nameOf(Sent.class)).contains("Sent");
        assertThat(types.nameOf(SentAbroad.class)).contains("SentAbroad");
    }

    @Test
    void an_abstract_class_is_no_event() {
        assertThat(types.nameOf(Ended.class)).isEmpty();
    }

    @Test
    void an_open_class_with_instances_is_an_event() {
        assertThat(types.nameOf(Noted.class)).contains("Noted");
    }

    @Test
    void an_enum_is_an_event_whatever_the_class_of_its_constants() {
        assertThat(types.nameOf(Marked.class)).contains("Marked");
        assertThat(types.nameOf(Marked.URGENT.getClass())).contains("Marked");
        assertThat(Marked.URGENT.getClass()).isNotEqualTo(Marked.class);
    }

    @Test
    void a_sealed_interface_with_type_parameters_contributes_nothing() {
        assertThat(types.nameOf(Success.class)).isEmpty();
    }

    sealed interface OrderEvent {
    }

    record Placed() implements OrderEvent {
    }

    sealed interface PaymentEvent extends OrderEvent {
    }

    record Paid() implements PaymentEvent {
    }

    abstract static sealed class Ended implements OrderEvent {
    }

    static final class Cancelled extends Ended {
    }

    static sealed class Sent implements OrderEvent {
    }

    static final class SentAbroad extends Sent {
    }

    static non-sealed class Noted implements OrderEvent {
    }

    enum Marked implements OrderEvent {
        URGENT {
            @Override
            int days() {
                return 1;
            }
        };

        abstract int days();
    }

    sealed interface Envelope<T> extends OrderEvent {
    }

    record Wrapped(String content) implements Envelope<String> {
    }

    sealed interface Result<T> {
    }

    record Success<T>(T value) implements Result<T> {
    }
}
