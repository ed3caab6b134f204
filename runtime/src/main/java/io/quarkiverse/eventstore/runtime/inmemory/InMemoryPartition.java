package io.quarkiverse.eventstore.runtime.inmemory;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.Checkpoint;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionState.PartitionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;

/**
 * What is kept of a partition of a subscription. Guarded by its subscription.
 */
final class InMemoryPartition {

    private final int number;
    private final NavigableMap<Long, ParkedEvent> parked = new TreeMap<>();
    private final Set<String> wantedAgain = new HashSet<>();

    private long position;
    private long token;
    private boolean isLeased;
    private @Nullable Long failedPosition;
    private @Nullable String error;
    private Instant movedAt = Instant.now();

    InMemoryPartition(int number, long position) {
        this.number = number;
        this.position = position;
    }

    boolean isStopped() {
        return error != null;
    }

    boolean isRetryWanted() {
        return !wantedAgain.isEmpty();
    }

    long position() {
        return position;
    }

    /** The lease, a new one if nobody had it. */
    PartitionLease lease(String subscription) {
        if (!isLeased) {
            isLeased = true;
            token++;
        }
        return new PartitionLease(subscription, number, token);
    }

    void release(long leaseToken) {
        if (token == leaseToken) {
            release();
        }
    }

    void release() {
        isLeased = false;
    }

    Optional<Checkpoint> claim(long leaseToken) {
        return isHeld(leaseToken) ? Optional.of(new Checkpoint(position, isStopped(), parkedStreams())) : Optional.empty();
    }

    boolean isLeased() {
        return isLeased;
    }

    boolean isHeld(long leaseToken) {
        return isLeased && token == leaseToken;
    }

    boolean save(long leaseToken, Progress progress) {
        if (!isHeld(leaseToken)) {
            return false;
        }
        progress.parked().stream().filter(event -> event.globalPosition() > position)
                .forEach(event -> parked.put(event.globalPosition(), event));
        position = Math.max(position, progress.position());
        movedAt = Instant.now();
        progress.unparked().forEach(parked::remove);
        wantedAgain.retainAll(parkedStreams());
        return true;
    }

    boolean stop(long leaseToken, long atPosition, String failure) {
        if (!isHeld(leaseToken)) {
            return false;
        }
        failedPosition = atPosition;
        error = failure;
        return true;
    }

    void resume() {
        failedPosition = null;
        error = null;
    }

    void reset(long startBehind) {
        isLeased = false;
        token++;
        position = startBehind;
        movedAt = Instant.now();
        resume();
        parked.clear();
        wantedAgain.clear();
    }

    Set<String> parkedStreams() {
        return parked.values().stream().map(ParkedEvent::streamName).collect(Collectors.toSet());
    }

    List<ParkedEvent> parked() {
        return List.copyOf(parked.values());
    }

    List<ParkedEvent> wantedAgain() {
        return parked.values().stream().filter(event -> wantedAgain.contains(event.streamName())).toList();
    }

    int retry(String streamName) {
        int count = count(streamName);
        if (count > 0) {
            wantedAgain.add(streamName);
        }
        return count;
    }

    int discard(String streamName) {
        int count = count(streamName);
        parked.values().removeIf(event -> event.streamName().equals(streamName));
        wantedAgain.remove(streamName);
        return count;
    }

    boolean retryFailed(long leaseToken, String streamName, String failure) {
        if (!isHeld(leaseToken)) {
            return false;
        }
        wantedAgain.remove(streamName);
        parked.values().stream().filter(event -> event.streamName().equals(streamName)).findFirst()
                .ifPresent(first -> parked.put(first.globalPosition(), first.withError(failure)));
        return true;
    }

    PartitionState state(boolean paused, String node) {
        return new PartitionState(number, status(paused), position, isLeased ? Optional.of(node) : Optional.empty(),
                Optional.ofNullable(error), Optional.ofNullable(failedPosition), movedAt);
    }

    private SubscriptionStatus status(boolean paused) {
        if (paused) {
            return SubscriptionStatus.PAUSED;
        }
        if (isStopped()) {
            return SubscriptionStatus.STOPPED;
        }
        return isLeased ? SubscriptionStatus.RUNNING : SubscriptionStatus.UNOWNED;
    }

    private int count(String streamName) {
        return (int) parked.values().stream().filter(event -> event.streamName().equals(streamName)).count();
    }
}
