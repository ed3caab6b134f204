package io.quarkiverse.eventstore.runtime.messaging.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.BrokerDetails;
import io.smallrye.reactive.messaging.providers.locals.ContextAwareMessage;

/**
 * Makes events of the log into messages, each with a context of its own.
 *
 * @param areRecorded whether payloads are events as they are stored, and not domain events
 * @param traces who tells Reactive Messaging of the trace to which an event belongs
 */
record EventMessages(boolean areRecorded, List<BrokerDetails> traces) {

    /**
     * A message with an event as payload; as it is stored, it is among the metadata, too, and so is its trace.
     *
     * @param acknowledged completes when the message is
     */
    Message<?> of(RecordedEvent<Object> event, CompletableFuture<@Nullable Void> acknowledged,
            Function<Throwable, CompletionStage<Void>> nack) {
        List<Object> metadata = new ArrayList<>(traces.size() + 1);
        metadata.add(event);
        traces.forEach(each -> metadata.add(each.of(event, Optional.empty(), Optional.empty())));
        return message(payload(event), Metadata.from(metadata), acknowledged, nack);
    }

    /** A message with a list of events as payload. */
    Message<?> of(List<RecordedEvent<Object>> batch, CompletableFuture<@Nullable Void> acknowledged,
            Function<Throwable, CompletionStage<Void>> nack) {
        return message(batch.stream().map(this::payload).toList(), Metadata.empty(), acknowledged, nack);
    }

    private Object payload(RecordedEvent<Object> event) {
        return areRecorded ? event : event.data();
    }

    private static Message<?> message(Object payload, Metadata metadata, CompletableFuture<@Nullable Void> acknowledged,
            Function<Throwable, CompletionStage<Void>> nack) {
        return ContextAwareMessage.withContextMetadata(Message.of(payload, metadata, () -> {
            acknowledged.complete(null);
            return CompletableFuture.completedFuture(null);
        }, nack));
    }
}
