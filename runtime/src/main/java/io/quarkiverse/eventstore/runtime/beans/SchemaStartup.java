package io.quarkiverse.eventstore.runtime.beans;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkiverse.eventstore.runtime.postgres.SchemaSetup;
import io.quarkus.runtime.StartupEvent;

/** Has the tables ready before any other bean of the application starts. */
@Singleton
public class SchemaStartup {

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event, SchemaSetup schema) {
        schema.run().await().indefinitely();
    }
}
