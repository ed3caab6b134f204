package io.quarkiverse.eventstore.runtime.messaging.connector;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.reactive.messaging.MessageConverter;

/**
 * Gives methods that take a {@link RecordedEvent} the event as it is stored. It cannot do so for lists: of a method that takes
 * one, Reactive Messaging does not tell the element type.
 */
public class RecordedEventConverter implements MessageConverter {

    @Override
    public boolean canConvert(Message<?> message, Type target) {
        Type raw = target instanceof ParameterizedType parameterized ? parameterized.getRawType() : target;
        return raw == RecordedEvent.class && message.getMetadata(RecordedEvent.class).isPresent();
    }

    @Override
    public Message<?> convert(Message<?> message, Type target) {
        return message.withPayload(message.getMetadata(RecordedEvent.class).orElseThrow());
    }
}
