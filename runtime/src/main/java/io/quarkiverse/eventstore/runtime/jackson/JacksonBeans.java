package io.quarkiverse.eventstore.runtime.jackson;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkus.arc.DefaultBean;

/** Produces the serializer unless the application brings its own. */
@Singleton
public class JacksonBeans {

    @Produces
    @Singleton
    @DefaultBean
    public EventSerializer serializer(ObjectMapper mapper) {
        return new JacksonEventSerializer(mapper);
    }
}
