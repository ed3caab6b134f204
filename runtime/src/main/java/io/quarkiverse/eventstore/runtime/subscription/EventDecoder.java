package io.quarkiverse.eventstore.runtime.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.runtime.store.EventCodec;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.subscription.UnknownEvents;

/**
 * Makes the events of the log into those that a handler takes.
 */
record EventDecoder<E>(EventCodec codec, Class<E> eventType, UnknownEvents unknownEvents) {

    /** The event; empty if it is of another type than the handler takes, or unknown and passed over. */
    Optional<RecordedEvent<E>> decode(LoggedEvent logged) {
        try {
            return codec.decodeIfInstance(logged.streamName(), logged.event(), eventType);
        } catch (UnknownEventTypeException e) {
            if (unknownEvents == UnknownEvents.SKIP) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The events that the handler takes, in order. */
    List<RecordedEvent<E>> decode(List<LoggedEvent> logged) {
        List<RecordedEvent<E>> events = new ArrayList<>(logged.size());
        logged.forEach(each -> decode(each).ifPresent(events::add));
        return events;
    }
}
