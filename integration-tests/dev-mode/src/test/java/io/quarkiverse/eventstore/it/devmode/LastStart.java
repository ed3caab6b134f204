package io.quarkiverse.eventstore.it.devmode;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;

/**
 * May fail when everything else has started, subscriptions too.
 */
@ApplicationScoped
public class LastStart {

    @ConfigProperty(name = "last-start.fails")
    boolean fails;

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1_000) StartupEvent event) {
        if (fails) {
            throw new IllegalStateException("The last one to start fails.");
        }
    }
}
