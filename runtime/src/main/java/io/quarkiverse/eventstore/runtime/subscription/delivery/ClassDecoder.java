package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.subscription.UnknownEvents;

/**
 * For handlers of a class and its subtypes.
 */
public record ClassDecoder<E>(EventCodec codec, Class<E> eventType, UnknownEvents unknownEvents) implements EventDecoder<E> {

    /** The event; empty if it is of another type than the handler takes, or unknown and passed over. */
    @Override
    public Optional<RecordedEvent<E>> decode(LoggedEvent logged) {
        try {
            return codec.decodeIfInstance(logged.streamName(), logged.event(), eventType);
        } catch (UnknownEventTypeException e) {
            if (unknownEvents == UnknownEvents.SKIP) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
