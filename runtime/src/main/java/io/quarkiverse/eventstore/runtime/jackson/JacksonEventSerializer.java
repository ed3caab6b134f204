package io.quarkiverse.eventstore.runtime.jackson;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.quarkiverse.eventstore.serialization.EventSerializer;

/**
 * Events as JSON by the conventions of the application's {@code ObjectMapper}.
 */
public final class JacksonEventSerializer implements EventSerializer {

    private final ObjectMapper mapper;
    private final ObjectMapper reader;

    /** A reader that knows its class looks nothing up. */
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    public JacksonEventSerializer(ObjectMapper mapper) {
        this.mapper = mapper;
        this.reader = mapper.copy();
        StoredJson.readableBy(reader.getFactory());
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
            return readers.computeIfAbsent(eventClass, reader::readerFor).readValue(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
