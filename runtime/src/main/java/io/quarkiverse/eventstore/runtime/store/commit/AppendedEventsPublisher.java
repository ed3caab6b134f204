package io.quarkiverse.eventstore.runtime.store.commit;

import jakarta.enterprise.event.Event;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.AppendedEvents;

/**
 * Tells {@code @ObservesAsync} observers of committed events; does not wait for them.
 */
public final class AppendedEventsPublisher {

    private static final Logger LOG = Logger.getLogger(AppendedEventsPublisher.class);

    private final Event<AppendedEvents> event;

    public AppendedEventsPublisher(Event<AppendedEvents> event) {
        this.event = event;
    }

    void publish(AppendedEvents committed) {
        try {
            event.fireAsync(committed).whenComplete((notified, failure) -> {
                if (failure != null) {
                    logFailure(committed, failure);
                }
            });
        } catch (RuntimeException e) {
            logFailure(committed, e);
        }
    }

    private static void logFailure(AppendedEvents committed, Throwable failure) {
        LOG.errorf(failure, "An observer of AppendedEvents failed for stream %s, positions %d to %d; the events are stored.",
                committed.streamName(), committed.events().get(0).globalPosition(),
                committed.events().get(committed.events().size() - 1).globalPosition());
    }
}
