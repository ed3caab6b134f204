package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.context.NobodysContext;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.MessageFormat;

/**
 * Sends events to an outgoing channel, as many at a time as it asks for, and tells of each what the broker answered. Stages in
 * place of operators, and one timer for all events: every single one comes along here.
 * <p>
 * A connector may never answer what was under way when its connection was lost. Such an event counts as not acknowledged when
 * its time is up, and gives its place away when a later one is acknowledged. If the connector takes nothing any more, one
 * place at a time is given away, to find out whether the broker is there again.
 */
final class EventSender {

    private static final Logger LOG = Logger.getLogger(EventSender.class);
    private static final Duration BETWEEN_LOOKS_FOR_ROOM = Duration.ofMillis(10);
    private static final int LOOKS_PER_TIMEOUT = 10;
    private static final Duration LONGEST_BETWEEN_TRIALS = Duration.ofMinutes(1);

    private final String channel;
    private final Emitter<Object> emitter;
    private final ConnectorPlaces places;
    private final MessageFormat format;
    private final Duration acknowledgedWithin;
    private final Queue<Sending> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Sending> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Sending> late = ConcurrentHashMap.newKeySet();
    private final AtomicInteger handOvers = new AtomicInteger();
    private final RepeatedLook forRoom;
    private final RepeatedLook forLateAnswers;
    private final DoublingPause betweenTrials;
    private final AtomicBoolean hasForgotten = new AtomicBoolean();
    private final NobodysContext nobodysContext = new NobodysContext();
    private final RareWarning warning = new RareWarning(LOG);
    private long handedOver;
    private volatile long lastTrial = System.nanoTime();
    private volatile int trials;

    /**
     * @param acknowledgedWithin how long an acknowledgement may take, once the channel has taken the event, until it counts as
     *        not acknowledged
     */
    EventSender(String channel, Emitter<Object> emitter, ConnectorPlaces places, MessageFormat format,
            Duration acknowledgedWithin) {
        this.channel = channel;
        this.emitter = emitter;
        this.places = places;
        this.format = format;
        this.acknowledgedWithin = acknowledgedWithin;
        this.betweenTrials = new DoublingPause(acknowledgedWithin, LONGEST_BETWEEN_TRIALS);
        this.forRoom = new RepeatedLook(BETWEEN_LOOKS_FOR_ROOM, this::lookForRoom);
        this.forLateAnswers = new RepeatedLook(acknowledgedWithin.dividedBy(LOOKS_PER_TIMEOUT), this::failLateAnswers);
    }

    /**
     * Completes when the broker has acknowledged the event; fails when it refuses it, it cannot be sent, or time is up, with
     * {@link ClosedChannelException} when nothing can be sent any more. Who completes it before takes the event back, unless
     * the channel has it already.
     */
    CompletableFuture<@Nullable Void> send(RecordedEvent<?> event, String json) {
        return send(event, json, () -> true);
    }

    /** @param isWanted whether the event is still to be sent when the channel asks for it; otherwise it fails */
    CompletableFuture<@Nullable Void> send(RecordedEvent<?> event, String json, BooleanSupplier isWanted) {
        Sending sending = new Sending(event, json, isWanted);
        waiting.add(sending);
        handOver();
        return sending;
    }

    /** Whether nothing can be sent any more. */
    boolean isClosed() {
        return emitter.isCancelled();
    }

    /** One thread at a time, in a loop: who is answered at once and sends the next event from there only adds to the queue. */
    private void handOver() {
        if (handOvers.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = handOvers.get();
            nobodysContext.run(this::handOverWhatIsAskedFor);
        } while (handOvers.addAndGet(-seen) > 0);
        if (!waiting.isEmpty()) {
            forRoom.begin();
        }
    }

    private void handOverWhatIsAskedFor() {
        while (emitter.hasRequests() || isClosed()) {
            Sending next = waiting.poll();
            if (next == null) {
                return;
            }
            next.beginIfWanted();
        }
    }

    private boolean lookForRoom() {
        Sending longest = waiting.peek();
        if (longest != null && longest.age().compareTo(acknowledgedWithin) > 0) {
            warning.log("Channel %s: it has taken no event for %s; event %d of stream %s, and perhaps others, wait.", channel,
                    longest.age(), longest.event.streamVersion(), longest.event.streamName());
            tryAnother();
        }
        handOver();
        return !waiting.isEmpty();
    }

    /**
     * Ever more rarely: while the broker is away, the connector has to keep each of them. If nothing at all is under way,
     * it has forgotten to ask, and will ask for one at a time from then on.
     */
    private void tryAnother() {
        if (System.nanoTime() - lastTrial > betweenTrials.after(trials).toNanos()) {
            lastTrial = System.nanoTime();
            trials++;
            late.stream().findAny().ifPresentOrElse(this::givePlaceOf, () -> {
                if (underWay.isEmpty()) {
                    hasForgotten.set(true);
                    places.give();
                }
            });
        }
    }

    private void givePlaceOf(Sending lost) {
        if (late.remove(lost)) {
            places.give();
        }
    }

    private boolean failLateAnswers() {
        for (Sending sending : underWay) {
            if (sending.age().compareTo(acknowledgedWithin) > 0) {
                sending.countAsLate();
            }
        }
        return !underWay.isEmpty();
    }

    private final class Sending extends CompletableFuture<@Nullable Void> {

        private final RecordedEvent<?> event;
        private final String json;
        private final BooleanSupplier isWanted;
        private volatile long since = System.nanoTime();
        private volatile long number;

        Sending(RecordedEvent<?> event, String json, BooleanSupplier isWanted) {
            this.event = event;
            this.json = json;
            this.isWanted = isWanted;
        }

        void beginIfWanted() {
            if (isDone()) {
                return;
            }
            if (isWanted.getAsBoolean()) {
                begin();
            } else {
                completeExceptionally(new NotWantedException(channel));
            }
        }

        private void begin() {
            since = System.nanoTime();
            number = handedOver++;
            underWay.add(this);
            try {
                if (isClosed()) {
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

        void countAsLate() {
            if (!underWay.remove(this)) {
                return;
            }
            late.add(this);
            completeExceptionally(new TimeoutException("Channel " + channel + ": expected an acknowledgement within "
                    + acknowledgedWithin + ", but there is none."));
            handOver();
        }

        CompletionStage<Void> acknowledged() {
            answered();
            complete(null);
            trials = 0;
            if (hasForgotten.get() && hasForgotten.getAndSet(false)) {
                places.giveOthers();
            }
            if (!late.isEmpty()) {
                late.stream().filter(before -> before.number < number).forEach(EventSender.this::givePlaceOf);
            }
            handOver();
            return CompletableFuture.completedFuture(null);
        }

        CompletionStage<Void> refused(Throwable reason) {
            answered();
            completeExceptionally(reason);
            handOver();
            return CompletableFuture.completedFuture(null);
        }

        private void answered() {
            if (!underWay.remove(this) && !late.remove(this)) {
                places.takeBack();
            }
        }
    }
}
