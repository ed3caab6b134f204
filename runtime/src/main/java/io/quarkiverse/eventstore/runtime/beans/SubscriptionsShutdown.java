package io.quarkiverse.eventstore.runtime.beans;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.TimeoutException;

/**
 * Ends subscriptions, and what would start others, before the application stops and before appends do: handlers may append.
 */
@Singleton
public class SubscriptionsShutdown {

    private static final Logger LOG = Logger.getLogger(SubscriptionsShutdown.class);

    private final DurableSubscriptions subscriptions;
    private final SubscribedProjections projections;
    private final InlineReadModels inline;
    private final Duration timeout;
    private final AtomicBoolean isStopped = new AtomicBoolean();

    SubscriptionsShutdown(DurableSubscriptions subscriptions, SubscribedProjections projections, InlineReadModels inline,
            EventStoreConfig config) {
        this.subscriptions = subscriptions;
        this.projections = projections;
        this.inline = inline;
        this.timeout = config.subscriptions().shutdownTimeout();
    }

    void onStop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        stop();
    }

    /** Does nothing the second time. */
    void stop() {
        if (isStopped.getAndSet(true)) {
            return;
        }
        projections.stopLooking();
        inline.stopLooking();
        try {
            subscriptions.stopAll().await().atMost(timeout);
        } catch (TimeoutException e) {
            LOG.warnf("Handlers of subscriptions were still at work %s after the application began to stop: other nodes go on "
                    + "when their leases run out, and handle the events since the last checkpoint again.", timeout);
        } catch (RuntimeException e) {
            LOG.warnf(e, "Subscriptions could not be ended; other nodes go on when the leases run out.");
        }
    }
}
