package io.quarkiverse.eventstore.runtime.beans;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.CreationException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaSetup;
import io.quarkus.runtime.StartupEvent;

/** Has the tables ready before any other bean of the application starts, if the back end has tables. */
@Singleton
public class SchemaStartup {

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
            Instance<SchemaSetup> schema) {
        if (schema.isResolvable()) {
            create(schema).run().await().indefinitely();
        }
    }

    /** What is wrong with the configuration is told as it is, not as the failure to make a bean. */
    private static SchemaSetup create(Instance<SchemaSetup> schema) {
        try {
            return schema.get();
        } catch (CreationException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
