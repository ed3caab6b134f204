package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeOtherSerializerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with();

    @Inject
    EventTypes types;

    @Test
    void an_application_with_its_own_serializer_may_construct_events_as_it_likes() {
        assertThat(types.nameOf(Ambiguous.class)).contains("Ambiguous");
    }

    sealed interface CartEvent {
    }

    static final class Ambiguous implements CartEvent {

        Ambiguous(String item) {
        }

        Ambiguous(char item) {
        }
    }

    @Singleton
    static class ToStringSerializer implements EventSerializer {

        @Override
        public String serialize(Object event) {
            return event.toString();
        }

        @Override
        public <E> E deserialize(String json, Class<E> eventClass) {
            throw new UnsupportedOperationException();
        }
    }
}
