package io.quarkiverse.eventstore.runtime.messaging;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Sends events to an outgoing channel and tells of each what the broker answered. Stages in place of operators, and one timer
 * for all events: every single one comes along here.
 */
final class EventSender {

    private static final int LOOKS_PER_TIMEOUT = 10;

    private final String channel;
    private final Emitter<Object> emitter;
    private final MessageFormat format;
    private final Duration acknowledgedWithin;
    private final Set<Sending> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isWatched = new AtomicBoolean();

    /** @param acknowledgedWithin how long an acknowledgement may take until the event counts as not acknowledged */
    EventSender(String channel, Emitter<Object> emitter, MessageFormat format, Duration acknowledgedWithin) {
        this.channel = channel;
        this.emitter = emitter;
        this.format = format;
        this.acknowledgedWithin = acknowledgedWithin;
    }

    /** Completes when the broker has acknowledged the event; fails when it refuses it, it cannot be sent, or time is up. */
    CompletableFuture<@Nullable Void> send(RecordedEvent<?> event, String json) {
        Sending sending = new Sending();
        underWay.add(sending);
        watch();
        try {
            emitter.send(format.message(event, json, sending::acknowledged, sending::refused));
        } catch (RuntimeException e) {
            sending.refused(e);
        }
        return sending;
    }

    private void watch() {
        if (!isWatched.get() && isWatched.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(Math.max(1, acknowledgedWithin.toMillis() / LOOKS_PER_TIMEOUT),
                    TimeUnit.MILLISECONDS, Infrastructure.getDefaultExecutor()).execute(this::failLate);
        }
    }

    private void failLate() {
        long now = System.nanoTime();
        for (Sending sending : underWay) {
            if (now - sending.begun > acknowledgedWithin.toNanos()) {
                sending.refused(new TimeoutException("Channel " + channel + ": expected an acknowledgement within "
                        + acknowledgedWithin + ", but there is none."));
            }
        }
        isWatched.set(false);
        if (!underWay.isEmpty()) {
            watch();
        }
    }

    private final class Sending extends CompletableFuture<@Nullable Void> {

        private final long begun = System.nanoTime();

        CompletionStage<Void> acknowledged() {
            underWay.remove(this);
            complete(null);
            return CompletableFuture.completedFuture(null);
        }

        CompletionStage<Void> refused(Throwable reason) {
            underWay.remove(this);
            completeExceptionally(reason);
            return CompletableFuture.completedFuture(null);
        }
    }
}
