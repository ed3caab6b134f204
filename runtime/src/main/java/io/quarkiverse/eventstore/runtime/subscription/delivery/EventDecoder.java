package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.LoggedEvent;

/**
 * Makes the events of the log into those that a handler takes.
 */
public interface EventDecoder<E> {

    /** The event; empty if the handler does not take it. */
    Optional<RecordedEvent<E>> decode(LoggedEvent logged);

    /** The events that the handler takes, in order. */
    default List<RecordedEvent<E>> decode(List<LoggedEvent> logged) {
        List<RecordedEvent<E>> events = new ArrayList<>(logged.size());
        logged.forEach(each -> decode(each).ifPresent(events::add));
        return events;
    }
}
