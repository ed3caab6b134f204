package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstore.RecordedEvent;

/**
 * How events become messages for brokers.
 */
public interface MessageFormat {

    /** @param json the data of the event */
    Message<Object> message(RecordedEvent<?> event, String json, Supplier<CompletionStage<Void>> acknowledged,
            Function<Throwable, CompletionStage<Void>> refused);
}
