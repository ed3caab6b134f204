package io.quarkiverse.eventstore.it.messaging;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.messaging.CartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes what comes in, in all the ways that users write. */
@Singleton
public class Channels {

    final List<ProductAdded> payloads = new CopyOnWriteArrayList<>();
    final List<RecordedEvent<CartEvent>> recorded = new CopyOnWriteArrayList<>();
    final List<Message<RecordedEvent<CartEvent>>> recordedMessages = new CopyOnWriteArrayList<>();
    final List<List<CartEvent>> batches = new CopyOnWriteArrayList<>();
    final List<List<RecordedEvent<CartEvent>>> recordedBatches = new CopyOnWriteArrayList<>();
    final List<Message<CartEvent>> manual = new CopyOnWriteArrayList<>();
    final List<RecordedEvent<CartEvent>> sideBySide = new CopyOnWriteArrayList<>();
    final List<String> handled = new CopyOnWriteArrayList<>();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger retriedAttempts = new AtomicInteger();

    @Incoming("payloads")
    void payload(ProductAdded event) {
        payloads.add(event);
    }

    @Incoming("recorded")
    Uni<Void> recorded(RecordedEvent<CartEvent> event) {
        return Uni.createFrom().voidItem().invoke(() -> recorded.add(event));
    }

    @Incoming("recorded-messages")
    CompletionStage<Void> recordedMessage(Message<RecordedEvent<CartEvent>> message) {
        recordedMessages.add(message);
        return message.ack();
    }

    @Incoming("batches")
    @Blocking
    void batch(List<CartEvent> events) {
        batches.add(events);
    }

    @Incoming("recorded-batches")
    void recordedBatch(List<RecordedEvent<CartEvent>> events) {
        recordedBatches.add(events);
    }

    @Incoming("manual")
    CompletionStage<Void> manual(Message<CartEvent> message) {
        manual.add(message);
        return CompletableFuture.completedFuture(null);
    }

    @Incoming("side-by-side")
    @Blocking
    void sideBySide(RecordedEvent<CartEvent> event) {
        sideBySide.add(event);
    }

    @Incoming("failing")
    void fail(ProductAdded event) {
        handleUnlessBroken(event);
    }

    @Incoming("ignoring")
    void ignore(ProductAdded event) {
        handleUnlessBroken(event);
    }

    @Incoming("parking")
    void park(ProductAdded event) {
        handleUnlessBroken(event);
    }

    @Incoming("retried")
    @Retry(maxRetries = 3, delay = 10)
    void retry(ProductAdded event) {
        if (retriedAttempts.incrementAndGet() <= 3) {
            throw new IllegalStateException("The mail server is busy.");
        }
        handled.add(event.product());
    }

    private void handleUnlessBroken(ProductAdded event) {
        attempts.incrementAndGet();
        if (event.product().startsWith("broken")) {
            throw new IllegalStateException("A broken product.");
        }
        handled.add(event.product());
    }
}
