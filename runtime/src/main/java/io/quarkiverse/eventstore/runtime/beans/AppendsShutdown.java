package io.quarkiverse.eventstore.runtime.beans;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.store.commit.AfterCommitHooks;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.TimeoutException;

/**
 * Lets appends that wait reach the database before the application stops, after all its own observers of the stop, and tells
 * other nodes of the last ones.
 */
@Singleton
public class AppendsShutdown {

    private static final Logger LOG = Logger.getLogger(AppendsShutdown.class);

    /** Whoever does not hear of the last appends looks for them a little later. */
    private static final Duration LAST_SIGNALS = Duration.ofSeconds(1);

    private final EventStorage storage;
    private final AfterCommitHooks hooks;
    private final Duration timeout;
    private final AtomicBoolean isStopped = new AtomicBoolean();

    AppendsShutdown(EventStorage storage, AfterCommitHooks hooks, EventStoreConfig config) {
        this.storage = storage;
        this.hooks = hooks;
        this.timeout = config.postgresql().groupCommit().shutdownTimeout();
    }

    void onStop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
        stop();
    }

    /** Does nothing the second time. */
    void stop() {
        if (isStopped.getAndSet(true)) {
            return;
        }
        try {
            storage.drain().chain(hooks::ended).await().atMost(timeout);
        } catch (TimeoutException e) {
            LOG.warnf(
                    "Appends were still unanswered, or their after-commit hooks at work, %s after the application began to "
                            + "stop: their callers do not learn whether they were stored.",
                    timeout);
        } finally {
            storage.signals().end().ifNoItem().after(LAST_SIGNALS).fail().onFailure().recoverWithNull().await().indefinitely();
        }
    }
}
