package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.RecordedEvent;

/**
 * One batch on its way to the broker. Each stream has one event under way at most, and none follows one that failed, so that
 * its order stays whatever has to be sent again; different streams do not wait for each other.
 */
final class BatchSending {

    private static final String TAKEN_OVER = "another node may have taken over before";
    private static final DoublingPause BETWEEN_ATTEMPTS = new DoublingPause(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final List<RecordedEvent<String>> batch;
    private final BooleanSupplier isHeld;
    private final DurableForwarding forwarding;
    private final Collection<StreamSending> streams;

    /** The index in the batch of the last event that was sent. */
    private final AtomicInteger furthest = new AtomicInteger(-1);

    /** @param isHeld whether this node is the one that sends: nothing is sent any more when it is not */
    BatchSending(List<RecordedEvent<String>> batch, BooleanSupplier isHeld, DurableForwarding forwarding) {
        this.batch = batch;
        this.isHeld = isHeld;
        this.forwarding = forwarding;
        Map<String, StreamSending> byName = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            byName.computeIfAbsent(batch.get(i).streamName(), name -> new StreamSending()).indices.add(i);
        }
        this.streams = byName.values();
    }

    /** Completes when the broker has all events; fails when none is under way any more and one has failed. */
    CompletableFuture<@Nullable Void> begin() {
        return CompletableFuture.allOf(streams.stream().map(StreamSending::begin).toArray(CompletableFuture[]::new));
    }

    /** How many events at the beginning of the batch the broker has. */
    int acknowledged() {
        return streams.stream().mapToInt(StreamSending::firstMissing).min().orElse(batch.size());
    }

    /** Has those fail that wait for their next attempt. */
    void stopWaiting() {
        streams.forEach(StreamSending::stopWaiting);
    }

    void stop() {
        streams.forEach(StreamSending::stop);
    }

    /** Nothing is answered any more. */
    void closed() {
        streams.forEach(StreamSending::closed);
    }

    /** One event after the other, on the threads that answer. */
    private final class StreamSending {

        private final List<Integer> indices = new ArrayList<>();
        private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        private volatile CompletableFuture<@Nullable Void> answer = CompletableFuture.completedFuture(null);
        private volatile boolean isWaiting;
        private volatile int next;
        private long refusals;
        private long failures;

        CompletableFuture<@Nullable Void> begin() {
            refusals = forwarding.refusalsBefore(batch.get(indices.get(0)), batch.size() == 1);
            sendNext();
            return done;
        }

        /** The index in the batch of the first event that is not acknowledged; the size of the batch if all are. */
        int firstMissing() {
            int acknowledged = next;
            return acknowledged < indices.size() ? indices.get(acknowledged) : batch.size();
        }

        void stopWaiting() {
            if (isWaiting) {
                stop();
            }
        }

        void stop() {
            giveUp("the application stopped before");
        }

        void closed() {
            giveUp("its connector has closed the channel");
        }

        private void giveUp(String finding) {
            EventStoreUnavailableException reason = new EventStoreUnavailableException("Channel " + forwarding.channel()
                    + ": expected the broker to acknowledge the event, but " + finding + ".", null);
            done.completeExceptionally(reason);
            answer.completeExceptionally(reason);
        }

        private boolean isToEnd() {
            if (done.isDone()) {
                return true;
            }
            if (forwarding.isStopping() && indices.get(next) > furthest.get()) {
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
            isWaiting = false;
            while (next < indices.size()) {
                if (isToEnd()) {
                    return;
                }
                int index = indices.get(next);
                furthest.accumulateAndGet(index, Math::max);
                RecordedEvent<String> event = batch.get(index);
                answer = forwarding.sender().send(event, event.data(), isHeld);
                if (!answer.isDone() || answer.isCompletedExceptionally()) {
                    answer.whenComplete((acknowledged, failure) -> answered(event, failure));
                    return;
                }
                acknowledged(event);
            }
            done.complete(null);
        }

        private void answered(RecordedEvent<String> event, @Nullable Throwable failure) {
            if (failure == null) {
                acknowledged(event);
                sendNext();
            } else if (!isToEnd()) {
                failed(event, failure);
            }
        }

        private void failed(RecordedEvent<String> event, Throwable failure) {
            if (failure instanceof NotWantedException) {
                giveUp(TAKEN_OVER);
                return;
            }
            if (failure instanceof ClosedChannelException) {
                closed();
                forwarding.closed();
                return;
            }
            forwarding.warn(event, failure);
            boolean isAway = forwarding.meansAway(failure);
            if (forwarding.isStopping()) {
                stop();
            } else if (isAway || refusals < forwarding.retries()) {
                refusals += isAway ? 0 : 1;
                isWaiting = true;
                Later.run(BETWEEN_ATTEMPTS.after(failures++), this::sendNext);
            } else {
                if (batch.size() > 1) {
                    forwarding.giveUp(event);
                }
                done.completeExceptionally(failure);
            }
        }

        private void acknowledged(RecordedEvent<String> event) {
            forwarding.acknowledged(event);
            next = next + 1;
            refusals = 0;
            failures = 0;
        }
    }
}
