package io.quarkiverse.eventstore.runtime.beans;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;

/** Makes after-commit hooks when the store is ready: one that cannot be made keeps the application from starting. */
@Singleton
public class HooksStartup {

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 3) StartupEvent event, HooksOnDemand hooks) {
        hooks.forEach(hook -> {
        });
    }
}
