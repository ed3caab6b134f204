package io.quarkiverse.eventstore.runtime.store.codec;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventDeserializationException;
import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnexpectedEventTypeException;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamSlice;

/**
 * Turns events into their stored form and back, with errors that name the stream and the event.
 */
public final class EventCodec {

    private static final Logger LOG = Logger.getLogger(EventCodec.class);

    private final RegisteredEventTypes types;
    private final EventSerializer serializer;
    private final MetadataFormat metadataFormat;
    private final CurrentTrace currentTrace;
    private final RecentlyDecoded recent = new RecentlyDecoded();

    /** @param currentTrace what events belong to that do not say it themselves */
    public EventCodec(RegisteredEventTypes types, EventSerializer serializer, MetadataFormat metadataFormat,
            CurrentTrace currentTrace) {
        this.types = types;
        this.serializer = serializer;
        this.metadataFormat = metadataFormat;
        this.currentTrace = currentTrace;
    }

    /**
     * The filter in the terms of what is stored.
     *
     * @throws IllegalArgumentException if a class of the filter is no registered event type and has no subtype that is
     */
    public LogFilter stored(EventFilter filter) {
        Set<String> names = new HashSet<>();
        for (Class<?> type : filter.eventTypes()) {
            requireEvents("Event filter", type);
            names.addAll(types.namesOf(type));
        }
        return new LogFilter(filter.categories(), names, filter.streamPrefix(), StreamSlice.ALL);
    }

    /** Refuses a class that no event is an instance of; {@code Object} may be asked for although there are none yet. */
    public void requireEvents(String what, Class<?> type) {
        if (type != Object.class && types.namesOf(type).isEmpty()) {
            throw new IllegalArgumentException(what + ": expected a registered event type or a supertype of one, but "
                    + type.getName() + " is none.");
        }
    }

    /** An event as it is given to an append, with its id and with the caller's trace. */
    public EventData<?> complete(Object event) {
        EventData<?> data = event instanceof EventData<?> given ? given : EventData.of(event);
        Metadata metadata = data.metadata();
        return metadata.traceContext().isPresent() ? data
                : currentTrace.get().<EventData<?>> map(trace -> data.withMetadata(metadata.withTraceContext(trace)))
                        .orElse(data);
    }

    public EncodedEvent encode(String streamName, int index, EventData<?> event) {
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

    /** The event as it was encoded; if it cannot be read, as it is by now. */
    public Object asEncoded(EventData<?> event, EncodedEvent encoded) {
        Class<?> eventClass = event.event().getClass();
        if (types.areImmutable(eventClass)) {
            return event.event();
        }
        try {
            return serializer.deserialize(encoded.data(), types.classOf(encoded.type()).orElseThrow());
        } catch (RuntimeException e) {
            LOG.debugf(e,
                    "Event type %s: an event that was appended is told as its owner has it, since what was stored cannot be "
                            + "read.",
                    encoded.type());
            return event.event();
        }
    }

    public <E> RecordedEvent<E> decode(String streamName, StoredEvent stored, Class<E> expectedClass) {
        E data = data(streamName, stored.streamVersion(), stored.type(), stored.data(), expectedClass);
        return recorded(data, streamName, stored);
    }

    /**
     * The event with its data as JSON text, also if its type is unknown.
     *
     * @throws EventDeserializationException if its metadata cannot be read
     */
    public RecordedEvent<String> asStored(String streamName, StoredEvent stored) {
        return recorded(stored.data(), streamName, stored);
    }

    /**
     * The event; empty if its class is known and not the expected one or a subtype. Who asks for the same object may be given
     * the same event, if nobody can change it.
     *
     * @throws io.quarkiverse.eventstore.EventStoreException if it is not known or cannot be read
     */
    public <E> Optional<RecordedEvent<E>> decodeIfInstance(String streamName, StoredEvent stored, Class<E> expectedClass) {
        boolean isOther = types.classOf(stored.type()).filter(known -> !expectedClass.isAssignableFrom(known)).isPresent();
        return isOther ? Optional.empty() : Optional.of(shared(streamName, stored, expectedClass));
    }

    private <E> RecordedEvent<E> shared(String streamName, StoredEvent stored, Class<E> expectedClass) {
        RecordedEvent<?> known = recent.find(stored);
        if (known != null) {
            return as(expectedClass, known);
        }
        RecordedEvent<E> event = decode(streamName, stored, expectedClass);
        return event.data() != null && types.areImmutable(event.data().getClass())
                ? as(expectedClass, recent.add(stored, event))
                : event;
    }

    @SuppressWarnings("unchecked")
    private static <E> RecordedEvent<E> as(Class<E> expectedClass, RecordedEvent<?> event) {
        if (!expectedClass.isInstance(event.data())) {
            throw new ClassCastException("Event type " + event.type() + ": expected the serializer to make one class of it, "
                    + "but it made " + event.data().getClass().getName() + ", which is no " + expectedClass.getName() + ".");
        }
        return (RecordedEvent<E>) event;
    }

    public <E> E decodeData(String streamName, StoredData stored, Class<E> expectedClass) {
        return data(streamName, stored.streamVersion(), stored.type(), stored.data(), expectedClass);
    }

    private <E> RecordedEvent<E> recorded(E data, String streamName, StoredEvent stored) {
        try {
            return new RecordedEvent<>(data, stored.type(), streamName, stored.streamVersion(), stored.globalPosition(),
                    stored.eventId(), stored.recordedAt(), metadataFormat.read(stored.metadata()));
        } catch (RuntimeException e) {
            throw new EventDeserializationException(streamName, stored.streamVersion(), stored.type(), data.getClass(), e);
        }
    }

    private <E> E data(String streamName, long streamVersion, String type, String json, Class<E> expectedClass) {
        Class<?> storedClass = types.classOf(type).orElseThrow(
                () -> new UnknownEventTypeException(streamName, streamVersion, type));
        if (!expectedClass.isAssignableFrom(storedClass)) {
            throw new UnexpectedEventTypeException(streamName, streamVersion, type, expectedClass, storedClass);
        }
        try {
            return expectedClass.cast(serializer.deserialize(json, storedClass));
        } catch (RuntimeException e) {
            throw new EventDeserializationException(streamName, streamVersion, type, storedClass, e);
        }
    }

    private static String eventAt(String streamName, int index) {
        return "Stream " + streamName + ", event " + index + " of the append: ";
    }
}
