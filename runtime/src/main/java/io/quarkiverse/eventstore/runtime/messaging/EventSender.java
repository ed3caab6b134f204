package io.quarkiverse.eventstore.runtime.messaging;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;

/**
 * Sends events to an outgoing channel, as many at a time as it asks for, and tells of each what the broker answered. Stages in
 * place of operators, and one timer for all events: every single one comes along here.
 */
final class EventSender {

    private static final Logger LOG = Logger.getLogger(EventSender.class);
    private static final Duration BETWEEN_LOOKS_FOR_ROOM = Duration.ofMillis(10);
    private static final int LOOKS_PER_TIMEOUT = 10;

    private final String channel;
    private final Emitter<Object> emitter;
    private final MessageFormat format;
    private final Duration acknowledgedWithin;
    private final Queue<Sending> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Sending> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger handOvers = new AtomicInteger();
    private final RepeatedLook forRoom;
    private final RepeatedLook forLateAnswers;
    private final RareWarning warning = new RareWarning(LOG);

    /**
     * @param acknowledgedWithin how long an acknowledgement may take, once the channel has taken the event, until it counts as
     *        not acknowledged
     */
    EventSender(String channel, Emitter<Object> emitter, MessageFormat format, Duration acknowledgedWithin) {
        this.channel = channel;
        this.emitter = emitter;
        this.format = format;
        this.acknowledgedWithin = acknowledgedWithin;
        this.forRoom = new RepeatedLook(BETWEEN_LOOKS_FOR_ROOM, this::lookForRoom);
        this.forLateAnswers = new RepeatedLook(acknowledgedWithin.dividedBy(LOOKS_PER_TIMEOUT), this::failLateAnswers);
    }

    /**
     * Completes when the broker has acknowledged the event; fails when it refuses it, it cannot be sent, or time is up, with
     * {@link ClosedChannelException} when nothing can be sent any more. Who completes it before takes the event back, unless
     * the channel has it already.
     */
    CompletableFuture<@Nullable Void> send(RecordedEvent<?> event, String json) {
        Sending sending = new Sending(event, json);
        waiting.add(sending);
        handOver();
        return sending;
    }

    /** One thread at a time, in a loop: who is answered at once and sends the next event from there only adds to the queue. */
    private void handOver() {
        if (handOvers.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = handOvers.get();
            handOverWhatIsAskedFor();
        } while (handOvers.addAndGet(-seen) > 0);
        if (!waiting.isEmpty()) {
            forRoom.begin();
        }
    }

    private void handOverWhatIsAskedFor() {
        while (emitter.hasRequests() || emitter.isCancelled()) {
            Sending next = waiting.poll();
            if (next == null) {
                return;
            }
            if (!next.isDone()) {
                next.begin();
            }
        }
    }

    private boolean lookForRoom() {
        Sending longest = waiting.peek();
        if (longest != null && longest.age().compareTo(acknowledgedWithin) > 0) {
            warning.log("Channel %s: it has taken no event for %s; event %d of stream %s, and perhaps others, wait.", channel,
                    longest.age(), longest.event.streamVersion(), longest.event.streamName());
        }
        handOver();
        return !waiting.isEmpty();
    }

    private boolean failLateAnswers() {
        for (Sending sending : underWay) {
            if (sending.age().compareTo(acknowledgedWithin) > 0) {
                sending.refused(new TimeoutException("Channel " + channel + ": expected an acknowledgement within "
                        + acknowledgedWithin + ", but there is none."));
            }
        }
        return !underWay.isEmpty();
    }

    private final class Sending extends CompletableFuture<@Nullable Void> {

        private final RecordedEvent<?> event;
        private final String json;
        private volatile long since = System.nanoTime();

        Sending(RecordedEvent<?> event, String json) {
            this.event = event;
            this.json = json;
        }

        void begin() {
            since = System.nanoTime();
            underWay.add(this);
            try {
                if (emitter.isCancelled()) {
                    throw new ClosedChannelException(channel);
                }
                emitter.send(format.message(event, json, this::acknowledged, this::refused));
                forLateAnswers.begin();
            } catch (Throwable t) {
                refused(t);
            }
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        CompletionStage<Void> acknowledged() {
            underWay.remove(this);
            complete(null);
            handOver();
            return CompletableFuture.completedFuture(null);
        }

        CompletionStage<Void> refused(Throwable reason) {
            underWay.remove(this);
            completeExceptionally(reason);
            handOver();
            return CompletableFuture.completedFuture(null);
        }
    }
}
