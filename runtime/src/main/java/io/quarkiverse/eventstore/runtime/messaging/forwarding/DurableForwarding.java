package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Sends batches of events to an outgoing channel. A batch is done when the broker has acknowledged each of its events, and what
 * it does not acknowledge is sent again. Each stream has one event under way at most, and none follows one that failed, so that
 * its order stays whatever has to be sent again; different streams do not wait for each other.
 */
final class DurableForwarding {

    private static final Logger LOG = Logger.getLogger(DurableForwarding.class);

    private static final String TAKEN_OVER = "another node may have taken over before";
    private static final DoublingPause BETWEEN_ATTEMPTS = new DoublingPause(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final String channel;
    private final EventSender sender;
    private final long retries;
    private final Predicate<Throwable> meansAway;
    private final Set<StreamSending> underWay = ConcurrentHashMap.newKeySet();
    private final Set<UUID> givenUp = ConcurrentHashMap.newKeySet();
    private final RareWarning warning = new RareWarning(LOG);
    private volatile boolean isStopping;

    /**
     * @param retries how many times a refused event is sent again until its failure is that of its batch; failures of a closed
     *        channel or a broker that is away do not count
     * @param meansAway whether a failure says that the broker cannot be reached
     */
    DurableForwarding(String channel, EventSender sender, long retries, Predicate<Throwable> meansAway) {
        this.channel = channel;
        this.sender = sender;
        this.retries = retries;
        this.meansAway = meansAway;
    }

    /**
     * Completes when the broker has all of them; fails when none is under way any more and one has failed. Its events then come
     * one by one, and one that has failed is sent only once more.
     *
     * @param isHeld whether this node is the one that sends: nothing is sent any more when it is not
     */
    Uni<Void> send(List<RecordedEvent<String>> batch, BooleanSupplier isHeld) {
        Map<String, List<RecordedEvent<String>>> streams = batch.stream()
                .collect(Collectors.groupingBy(RecordedEvent::streamName, LinkedHashMap::new, Collectors.toList()));
        return Uni.createFrom().completionStage(() -> CompletableFuture.allOf(
                streams.values().stream().map(events -> new StreamSending(events, batch.size() == 1, isHeld).begin())
                        .toArray(CompletableFuture[]::new)));
    }

    /** Sends nothing more from now on: what is not acknowledged is sent the next time. */
    void stop() {
        isStopping = true;
        underWay.forEach(StreamSending::stop);
    }

    /** One after the other, on the threads that answer. */
    private final class StreamSending {

        private final List<RecordedEvent<String>> events;
        private final boolean isAlone;
        private final BooleanSupplier isHeld;
        private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        private volatile CompletableFuture<@Nullable Void> answer = CompletableFuture.completedFuture(null);
        private int next;
        private long refusals;
        private long failures;

        /** @param isAlone whether the batch has no other event */
        StreamSending(List<RecordedEvent<String>> events, boolean isAlone, BooleanSupplier isHeld) {
            this.events = events;
            this.isAlone = isAlone;
            this.isHeld = isHeld;
            this.refusals = isAlone && givenUp.remove(events.get(0).eventId()) ? retries : 0;
        }

        CompletableFuture<@Nullable Void> begin() {
            underWay.add(this);
            done.whenComplete((sent, failure) -> underWay.remove(this));
            sendNext();
            return done;
        }

        void stop() {
            giveUp("the application stopped before");
        }

        private void giveUp(String finding) {
            EventStoreUnavailableException reason = new EventStoreUnavailableException("Channel " + channel
                    + ": expected the broker to acknowledge the event, but " + finding + ".", null);
            done.completeExceptionally(reason);
            answer.completeExceptionally(reason);
        }

        private boolean isToEnd() {
            if (isStopping) {
                stop();
                return true;
            }
            if (!isHeld.getAsBoolean()) {
                giveUp(TAKEN_OVER);
                return true;
            }
            return false;
        }

        /** Goes on in a loop as long as answers come at once: the stack does not grow with the stream. */
        private void sendNext() {
            while (next < events.size()) {
                if (isToEnd()) {
                    return;
                }
                RecordedEvent<String> event = events.get(next);
                answer = sender.send(event, event.data(), isHeld);
                if (!answer.isDone() || answer.isCompletedExceptionally()) {
                    answer.whenComplete((acknowledged, failure) -> answered(event, failure));
                    return;
                }
                acknowledged();
            }
            done.complete(null);
        }

        private void answered(RecordedEvent<String> event, @Nullable Throwable failure) {
            if (failure == null) {
                acknowledged();
                sendNext();
                return;
            }
            if (done.isDone() || isToEnd()) {
                return;
            }
            if (failure instanceof NotWantedException) {
                giveUp(TAKEN_OVER);
                return;
            }
            warn(event, failure);
            if (failure instanceof ClosedChannelException || meansAway.test(failure) || refusals++ < retries) {
                Later.run(BETWEEN_ATTEMPTS.after(failures++), this::sendNext);
            } else {
                if (!isAlone) {
                    givenUp.add(event.eventId());
                }
                done.completeExceptionally(failure);
            }
        }

        private void acknowledged() {
            if (!givenUp.isEmpty()) {
                givenUp.remove(events.get(next).eventId());
            }
            next++;
            refusals = 0;
            failures = 0;
        }
    }

    private void warn(RecordedEvent<?> event, Throwable failure) {
        LOG.debugf(failure, "Channel %s: event %d of stream %s was not acknowledged.", channel, event.streamVersion(),
                event.streamName());
        warning.log("Channel %s: event %d of stream %s, and perhaps others, were not acknowledged: %s", channel,
                event.streamVersion(), event.streamName(), failure);
    }
}
