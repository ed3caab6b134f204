package io.quarkiverse.eventstore.runtime.beans;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkus.runtime.StartupEvent;

/** Has inline projections ready when the tables are, and before other beans of the application append. */
@Singleton
public class InlineProjectionsStartup {

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 2) StartupEvent event,
            InlineReadModels projections) {
        projections.start().await().indefinitely();
    }
}
