package io.quarkiverse.eventstore.runtime.messaging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.MutinyEmitter;

/**
 * Sends batches of events to an outgoing channel. A batch is done when the broker has acknowledged each of its events, and what
 * it does not acknowledge is sent again. Each stream has one event under way at most, and none follows one that failed, so that
 * its order stays whatever has to be sent again; different streams do not wait for each other.
 */
final class DurableForwarding {

    private static final Logger LOG = Logger.getLogger(DurableForwarding.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String channel;
    private final MutinyEmitter<String> emitter;
    private final CloudEvents messages;
    private final long retries;
    private final Duration acknowledgedWithin;
    private final Set<CompletableFuture<@Nullable Void>> underWay = ConcurrentHashMap.newKeySet();
    private final RareWarning warning = new RareWarning(LOG);
    private volatile boolean isStopping;

    /**
     * @param retries how many times an event is sent again until its failure is that of its batch
     * @param acknowledgedWithin how long an acknowledgement may take until the event counts as not acknowledged
     */
    DurableForwarding(String channel, MutinyEmitter<String> emitter, CloudEvents messages, long retries,
            Duration acknowledgedWithin) {
        this.channel = channel;
        this.emitter = emitter;
        this.messages = messages;
        this.retries = retries;
        this.acknowledgedWithin = acknowledgedWithin;
    }

    /** Completes when the broker has all of them; fails when none is under way any more and one has failed. */
    Uni<Void> send(List<RecordedEvent<Object>> batch) {
        Map<String, List<RecordedEvent<Object>>> streams = batch.stream()
                .collect(Collectors.groupingBy(RecordedEvent::streamName, LinkedHashMap::new, Collectors.toList()));
        return Uni.join().all(streams.values().stream().map(this::sendInOrder).toList()).andCollectFailures()
                .replaceWithVoid();
    }

    /** Sends nothing more from now on: what is not acknowledged is sent the next time. */
    void stop() {
        isStopping = true;
        underWay.forEach(acknowledged -> acknowledged.completeExceptionally(stopped()));
    }

    private Uni<Void> sendInOrder(List<RecordedEvent<Object>> stream) {
        return Multi.createFrom().iterable(stream)
                .onItem().transformToUniAndConcatenate(this::sendUnlessStopped)
                .onItem().ignoreAsUni();
    }

    private Uni<Void> sendUnlessStopped(RecordedEvent<?> event) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<@Nullable Void> acknowledged = new CompletableFuture<>();
            underWay.add(acknowledged);
            acknowledged.whenComplete((done, failure) -> underWay.remove(acknowledged));
            if (isStopping) {
                acknowledged.completeExceptionally(stopped());
            } else {
                Cancellable sending = sendUntilAcknowledged(event).subscribe()
                        .with(done -> acknowledged.complete(null), acknowledged::completeExceptionally);
                acknowledged.whenComplete((done, failure) -> sending.cancel());
            }
            return acknowledged;
        });
    }

    private Uni<Void> sendUntilAcknowledged(RecordedEvent<?> event) {
        return Uni.createFrom().completionStage(() -> sendOnce(event))
                .onFailure().invoke(failure -> warn(event, failure))
                .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).atMost(retries);
    }

    /** The timer of a stage goes when the stage completes; one of Mutiny would stay, with the event, until it is due. */
    private CompletionStage<Void> sendOnce(RecordedEvent<?> event) {
        return emitter.sendMessage(messages.message(event)).subscribeAsCompletionStage()
                .orTimeout(acknowledgedWithin.toMillis(), TimeUnit.MILLISECONDS);
    }

    private EventStoreUnavailableException stopped() {
        return new EventStoreUnavailableException("Channel " + channel + ": expected the broker to acknowledge the event, but "
                + "the application stopped before.", null);
    }

    private void warn(RecordedEvent<?> event, Throwable failure) {
        LOG.debugf(failure, "Channel %s: event %d of stream %s was not acknowledged.", channel, event.streamVersion(),
                event.streamName());
        warning.log("Channel %s: event %d of stream %s, and perhaps others, were not acknowledged: %s", channel,
                event.streamVersion(), event.streamName(), failure);
    }
}
