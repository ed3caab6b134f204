package io.quarkiverse.eventstore.runtime.jackson;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.serialization.EventSerializer;

/**
 * Events as JSON by the conventions of the application's {@code ObjectMapper}.
 */
public final class JacksonEventSerializer implements EventSerializer {

    private final ObjectMapper mapper;

    public JacksonEventSerializer(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String serialize(Object event) {
        try {
            return mapper.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public <E> E deserialize(String json, Class<E> eventClass) {
        try {
            return mapper.readValue(json, eventClass);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
