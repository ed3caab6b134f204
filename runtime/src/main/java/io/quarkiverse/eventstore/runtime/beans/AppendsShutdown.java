package io.quarkiverse.eventstore.runtime.beans;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.store.AfterCommitHooks;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.TimeoutException;

/** Lets appends that wait reach the database before the application stops, after all its own observers of the stop. */
@Singleton
public class AppendsShutdown {

    private static final Logger LOG = Logger.getLogger(AppendsShutdown.class);

    private final EventStorage storage;
    private final AfterCommitHooks hooks;
    private final Duration timeout;

    AppendsShutdown(EventStorage storage, AfterCommitHooks hooks, EventStoreConfig config) {
        this.storage = storage;
        this.hooks = hooks;
        this.timeout = config.postgresql().groupCommit().shutdownTimeout();
    }

    void onStop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
        stop();
    }

    /** Any number of times. */
    void stop() {
        try {
            storage.drain().chain(hooks::ended).await().atMost(timeout);
        } catch (TimeoutException e) {
            LOG.warnf(
                    "Appends were still unanswered, or their after-commit hooks at work, %s after the application began to "
                            + "stop: their callers do not learn whether they were stored.",
                    timeout);
        }
    }
}
