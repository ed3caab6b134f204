package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;

import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.jackson.JacksonMixin;
import io.quarkus.test.QuarkusUnitTest;

/** What the build lets pass, Jackson can construct. */
class EventTypeConstructionTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with();

    @Inject
    EventTypes types;

    @Inject
    ObjectMapper mapper;

    @Test
    void every_accepted_class_can_be_read() throws JsonProcessingException {
        for (String name : new String[] { "Compact", "NoParameters", "SingleConstructor", "OneParameter", "Creator",
                "Factory", "Built", "MixedIn" }) {
            Object event = mapper.readValue("{\"item\":\"shoe\"}", types.classOf(name).orElseThrow());

            assertThat(mapper.writeValueAsString(event)).as(name).contains("\"item\":\"shoe\"");
        }
    }

    @Test
    void an_enum_can_be_read() throws JsonProcessingException {
        assertThat(mapper.readValue("\"URGENT\"", types.classOf("Marked").orElseThrow())).isEqualTo(Marked.URGENT);
    }

    sealed interface CartEvent {
    }

    record Compact(String item) implements CartEvent {

        Compact(char item) {
            this(String.valueOf(item));
        }
    }

    enum Marked implements CartEvent {
        URGENT
    }

    static final class NoParameters implements CartEvent {

        public String item;

        private NoParameters() {
        }

        NoParameters(String item) {
            this.item = item;
        }
    }

    static final class SingleConstructor implements CartEvent {

        @JsonProperty
        final String item;

        private SingleConstructor(String item, int count) {
            this.item = item;
        }
    }

    static final class OneParameter implements CartEvent {

        private final String item;

        OneParameter(String item) {
            this.item = item;
        }

        public String getItem() {
            return item;
        }
    }

    static final class Creator implements CartEvent {

        public final String item;

        @JsonCreator
        Creator(String item, int count) {
            this.item = item;
        }

        Creator(char item) {
            this(String.valueOf(item), 1);
        }
    }

    static final class Factory implements CartEvent {

        public final String item;

        private Factory(String item, int count) {
            this.item = item;
        }

        private Factory(char item) {
            this(String.valueOf(item), 1);
        }

        @JsonCreator
        static Factory of(@JsonProperty("item") String item) {
            return new Factory(item, 1);
        }
    }

    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built implements CartEvent {

        public final String item;

        private Built(String item) {
            this.item = item;
        }

        private Built(char item) {
            this(String.valueOf(item));
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {

            private String item = "";

            Builder item(String item) {
                this.item = item;
                return this;
            }

            Built build() {
                return new Built(item);
            }
        }
    }

    static final class MixedIn implements CartEvent {

        public final String item;

        MixedIn(String item, int count) {
            this.item = item;
        }

        MixedIn(char item) {
            this(String.valueOf(item), 1);
        }
    }

    @JacksonMixin(MixedIn.class)
    abstract static class MixedInCreator {

        @JsonCreator
        MixedInCreator(@JsonProperty("item") String item, @JsonProperty("count") int count) {
        }
    }
}
