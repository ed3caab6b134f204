package io.quarkiverse.eventstore.runtime.store;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamName;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;

/**
 * An append whose input was checked and serialized, ready to be sent any number of times.
 */
public record PreparedAppend(EventCodec codec, EncodedAppend request, List<EventData<?>> events) {

    /** @throws IllegalArgumentException that names the stream and the event that is refused */
    public static PreparedAppend of(EventCodec codec, String streamName, List<?> events, AppendToStreamOptions options) {
        String name = new StreamName(streamName).value();
        if (options == null) {
            throw new IllegalArgumentException("Stream " + name + ": expected options of the append, but they are null.");
        }
        List<EventData<?>> eventData = complete(codec, name, events);
        List<EncodedEvent> encoded = new ArrayList<>(eventData.size());
        for (EventData<?> event : eventData) {
            encoded.add(codec.encode(name, encoded.size(), event));
        }
        return new PreparedAppend(codec, new EncodedAppend(name, options.expectedStreamVersion(), encoded), eventData);
    }

    /** The events as they were when they were serialized, whatever their owner has made of them since. */
    AppendedEvents recordedAs(Appended outcome) {
        long versionBefore = outcome.streamVersion() - events.size();
        List<RecordedEvent<?>> recorded = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            EventData<?> event = events.get(i);
            EncodedEvent encoded = request.events().get(i);
            recorded.add(new RecordedEvent<>(codec.asEncoded(event, encoded), encoded.type(), request.streamName(),
                    versionBefore + i + 1, outcome.globalPositions().get(i), event.eventId(), outcome.recordedAt(),
                    event.metadata()));
        }
        return new AppendedEvents(request.streamName(), recorded);
    }

    private static List<EventData<?>> complete(EventCodec codec, String streamName, List<?> events) {
        if (events == null || events.isEmpty()) {
            throw new IllegalArgumentException("Stream " + streamName + ": expected events to append, but "
                    + (events == null ? "the list is null." : "the list is empty."));
        }
        List<EventData<?>> eventData = new ArrayList<>(events.size());
        for (Object event : events) {
            if (event == null) {
                throw new IllegalArgumentException("Stream " + streamName + ", event " + eventData.size()
                        + " of the append: expected an event, but it is null.");
            }
            eventData.add(codec.complete(event));
        }
        return eventData;
    }
}
