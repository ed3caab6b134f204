package io.quarkiverse.eventstore.runtime.beans;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkiverse.eventstore.runtime.shutdown.ShutdownTasks;
import io.quarkus.runtime.StartupEvent;

/**
 * Ends what is at work when the application fails to start, which nobody is told as its stop: in development mode,
 * subscriptions of that start would be in the way of the next one.
 */
@Singleton
public class FailedStart {

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) StartupEvent event, ShutdownTasks tasks,
            SubscriptionsShutdown subscriptions, AppendsShutdown appends) {
        tasks.add(appends::stop);
        tasks.add(subscriptions::stop);
    }
}
