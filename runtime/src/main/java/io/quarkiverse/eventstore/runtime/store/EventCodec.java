package io.quarkiverse.eventstore.runtime.store;

import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventDeserializationException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnexpectedEventTypeException;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * Turns events into their stored form and back, with errors that name the stream and the event.
 */
public final class EventCodec {

    private final EventTypes types;
    private final EventSerializer serializer;
    private final MetadataFormat metadataFormat;

    public EventCodec(EventTypes types, EventSerializer serializer, MetadataFormat metadataFormat) {
        this.types = types;
        this.serializer = serializer;
        this.metadataFormat = metadataFormat;
    }

    EncodedEvent encode(String streamName, int index, EventData<?> event) {
        Class<?> eventClass = event.event().getClass();
        String type = types.nameOf(eventClass).orElseThrow(() -> new IllegalArgumentException(
                eventAt(streamName, index) + "expected a registered event type, but " + eventClass.getName()
                        + " is none: make it part of a sealed interface of the application or annotate it with @EventType."));
        try {
            return new EncodedEvent(event.eventId(), type, StorableJson.require(serializer.serialize(event.event())),
                    event.metadata().isEmpty() ? null : StorableJson.require(metadataFormat.write(event.metadata())));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(eventAt(streamName, index) + "expected an event that can be serialized, but "
                    + eventClass.getName() + " cannot: " + e.getMessage(), e);
        }
    }

    <E> RecordedEvent<E> decode(String streamName, StoredEvent stored, Class<E> expectedClass) {
        Class<?> storedClass = types.classOf(stored.type()).orElseThrow(
                () -> new UnknownEventTypeException(streamName, stored.streamVersion(), stored.type()));
        if (!expectedClass.isAssignableFrom(storedClass)) {
            throw new UnexpectedEventTypeException(streamName, stored.streamVersion(), stored.type(), expectedClass,
                    storedClass);
        }
        try {
            return recorded(streamName, stored, expectedClass.cast(serializer.deserialize(stored.data(), storedClass)));
        } catch (RuntimeException e) {
            throw new EventDeserializationException(streamName, stored.streamVersion(), stored.type(), storedClass, e);
        }
    }

    private <E> RecordedEvent<E> recorded(String streamName, StoredEvent stored, E data) {
        return new RecordedEvent<>(data, stored.type(), streamName, stored.streamVersion(), stored.globalPosition(),
                stored.eventId(), stored.recordedAt(), metadataFormat.read(stored.metadata()));
    }

    private static String eventAt(String streamName, int index) {
        return "Stream " + streamName + ", event " + index + " of the append: ";
    }
}
