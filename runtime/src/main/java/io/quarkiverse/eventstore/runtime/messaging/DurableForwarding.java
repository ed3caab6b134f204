package io.quarkiverse.eventstore.runtime.messaging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final DoublingPause BETWEEN_ATTEMPTS = new DoublingPause(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final String channel;
    private final EventSender sender;
    private final long retries;
    private final Set<StreamSending> underWay = ConcurrentHashMap.newKeySet();
    private final Set<UUID> givenUp = ConcurrentHashMap.newKeySet();
    private final RareWarning warning = new RareWarning(LOG);
    private volatile boolean isStopping;

    /** @param retries how many times an event is sent again until its failure is that of its batch; a closed channel is not */
    DurableForwarding(String channel, EventSender sender, long retries) {
        this.channel = channel;
        this.sender = sender;
        this.retries = retries;
    }

    /**
     * Completes when the broker has all of them; fails when none is under way any more and one has failed. Its events then come
     * one by one, and one that has failed is sent only once more.
     */
    Uni<Void> send(List<RecordedEvent<String>> batch) {
        Map<String, List<RecordedEvent<String>>> streams = batch.stream()
                .collect(Collectors.groupingBy(RecordedEvent::streamName, LinkedHashMap::new, Collectors.toList()));
        return Uni.createFrom().completionStage(() -> CompletableFuture.allOf(
                streams.values().stream().map(events -> new StreamSending(events, batch.size() == 1).begin())
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
        private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        private volatile CompletableFuture<@Nullable Void> answer = CompletableFuture.completedFuture(null);
        private int next;
        private long failures;

        /** @param isAlone whether the batch has no other event */
        StreamSending(List<RecordedEvent<String>> events, boolean isAlone) {
            this.events = events;
            this.isAlone = isAlone;
            this.failures = isAlone && givenUp.remove(events.get(0).eventId()) ? retries : 0;
        }

        CompletableFuture<@Nullable Void> begin() {
            underWay.add(this);
            done.whenComplete((sent, failure) -> underWay.remove(this));
            sendNext();
            return done;
        }

        void stop() {
            EventStoreUnavailableException reason = new EventStoreUnavailableException("Channel " + channel
                    + ": expected the broker to acknowledge the event, but the application stopped before.", null);
            done.completeExceptionally(reason);
            answer.completeExceptionally(reason);
        }

        /** Goes on in a loop as long as answers come at once: the stack does not grow with the stream. */
        private void sendNext() {
            while (next < events.size()) {
                if (isStopping) {
                    stop();
                    return;
                }
                RecordedEvent<String> event = events.get(next);
                answer = sender.send(event, event.data());
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
            if (done.isDone()) {
                return;
            }
            warn(event, failure);
            if (failures++ < retries || failure instanceof ClosedChannelException) {
                Later.run(BETWEEN_ATTEMPTS.after(failures - 1), this::sendNext);
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
