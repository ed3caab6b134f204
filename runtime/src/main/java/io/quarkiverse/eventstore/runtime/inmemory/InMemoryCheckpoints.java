package io.quarkiverse.eventstore.runtime.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkiverse.eventstore.spi.Checkpoint;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.HeldLease;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.SubscriptionLeases;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.smallrye.mutiny.Uni;

/**
 * Checkpoints and leases in memory: there is one node, which holds all partitions of what it runs.
 */
final class InMemoryCheckpoints implements CheckpointStorage, SubscriptionLeases {

    private static final String NODE = "in-memory";

    private final CommittedStreams committed;
    private final NavigableMap<String, Known> subscriptions = new TreeMap<>();

    InMemoryCheckpoints(CommittedStreams committed) {
        this.committed = committed;
    }

    @Override
    public Uni<Optional<Integer>> partitions(String subscription) {
        return uni(() -> Optional.ofNullable(subscriptions.get(subscription)).map(known -> known.partitions.size()));
    }

    @Override
    public Uni<Void> register(String subscription, int partitions, long position) {
        return done(() -> subscriptions.computeIfAbsent(subscription, name -> new Known(partitions, position)));
    }

    @Override
    public Uni<Optional<Checkpoint>> claim(PartitionLease lease) {
        return uni(() -> find(lease).flatMap(partition -> partition.claim(lease.token())));
    }

    @Override
    public Uni<Boolean> save(PartitionLease lease, Progress progress) {
        return uni(() -> saveNow(lease, progress));
    }

    synchronized boolean saveNow(PartitionLease lease, Progress progress) {
        return find(lease).filter(partition -> partition.save(lease.token(), progress)).isPresent();
    }

    synchronized boolean isHeld(PartitionLease lease) {
        return find(lease).filter(partition -> partition.isHeld(lease.token())).isPresent();
    }

    @Override
    public Uni<Boolean> stop(PartitionLease lease, long failedPosition, String error) {
        return uni(() -> find(lease).filter(partition -> partition.stop(lease.token(), failedPosition, error)).isPresent());
    }

    @Override
    public Uni<Set<String>> parkedStreams(PartitionLease lease) {
        return uni(() -> find(lease).map(InMemoryPartition::parkedStreams).orElse(Set.of()));
    }

    @Override
    public Uni<List<ParkedEvent>> wantedAgain(PartitionLease lease, int maximum) {
        return uni(() -> find(lease).map(InMemoryPartition::wantedAgain).orElse(List.of()).stream().limit(maximum).toList());
    }

    @Override
    public Uni<Boolean> retryFailed(PartitionLease lease, String streamName, String error) {
        return uni(() -> find(lease).filter(partition -> partition.retryFailed(lease.token(), streamName, error)).isPresent());
    }

    @Override
    public Uni<Boolean> pause(String subscription, boolean paused) {
        return known(subscription, false, known -> {
            known.isPaused = paused;
            if (!paused) {
                known.partitions.forEach(InMemoryPartition::resume);
            }
            return true;
        });
    }

    @Override
    public Uni<Boolean> reset(String subscription, long position) {
        return known(subscription, false, known -> {
            known.partitions.forEach(partition -> partition.reset(position));
            return true;
        });
    }

    @Override
    public Uni<Optional<Long>> position(String subscription) {
        return known(subscription, Optional.empty(), known -> Optional.of(known.position()));
    }

    @Override
    public Uni<List<SubscriptionState>> states() {
        return uni(() -> subscriptions.entrySet().stream().map(entry -> state(entry.getKey(), entry.getValue())).toList());
    }

    @Override
    public Uni<List<ParkedEvent>> parked(String subscription, int maximum) {
        return known(subscription, List.of(), known -> known.parked().stream().limit(maximum).toList());
    }

    @Override
    public Uni<Integer> retryParked(String subscription, String streamName) {
        return known(subscription, 0, known -> known.partitions.stream().mapToInt(part -> part.retry(streamName)).sum());
    }

    @Override
    public Uni<Integer> discardParked(String subscription, String streamName) {
        return known(subscription, 0, known -> known.partitions.stream().mapToInt(part -> part.discard(streamName)).sum());
    }

    @Override
    public String node() {
        return NODE;
    }

    @Override
    public Uni<List<HeldLease>> balance(Set<String> names, Set<String> ending, Duration duration) {
        return uni(() -> Stream
                .concat(leases(names, partition -> true, false), leases(ending, InMemoryPartition::isLeased, true)).toList());
    }

    private Stream<HeldLease> leases(Set<String> names, Predicate<InMemoryPartition> which, boolean areSurplus) {
        return names.stream().flatMap(name -> Stream.ofNullable(subscriptions.get(name))
                .flatMap(known -> known.partitions.stream().filter(which)
                        .map(partition -> new HeldLease(partition.lease(name), areSurplus, known.isPaused,
                                partition.isStopped(), partition.isRetryWanted()))));
    }

    @Override
    public Uni<Void> release(List<PartitionLease> leases) {
        return done(() -> leases.forEach(lease -> find(lease).ifPresent(partition -> partition.release(lease.token()))));
    }

    @Override
    public Uni<Void> leave(String subscription) {
        return done(() -> Optional.ofNullable(subscriptions.get(subscription))
                .ifPresent(known -> known.partitions.forEach(InMemoryPartition::release)));
    }

    /** Forgets a subscription if each partition of another one has come as far as all of it. */
    synchronized boolean forgetIfBehind(String old, String newer) {
        Known caughtUp = subscriptions.get(newer);
        Known left = subscriptions.get(old);
        if (caughtUp == null || left != null && caughtUp.position() < left.furthestPosition()) {
            return false;
        }
        subscriptions.remove(old);
        return true;
    }

    synchronized void forget(String subscription) {
        subscriptions.remove(subscription);
    }

    private SubscriptionState state(String name, Known known) {
        Duration lag = committed.firstRecordedBehind(known.position())
                .map(since -> Duration.between(since, Instant.now()))
                .filter(age -> !age.isNegative()).orElse(Duration.ZERO);
        return SubscriptionState.of(name, known.partitions.stream().map(part -> part.state(known.isPaused, NODE)).toList(),
                committed.lastPosition(), lag, known.parked().size());
    }

    private Optional<InMemoryPartition> find(PartitionLease lease) {
        return Optional.ofNullable(subscriptions.get(lease.subscription()))
                .map(known -> known.partitions.get(lease.partition()));
    }

    private <T> Uni<T> known(String subscription, T otherwise, Function<Known, T> operation) {
        return uni(() -> Optional.ofNullable(subscriptions.get(subscription)).map(operation).orElse(otherwise));
    }

    private <T> Uni<T> uni(Supplier<T> operation) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return operation.get();
            }
        });
    }

    private Uni<Void> done(Runnable operation) {
        return uni(() -> {
            operation.run();
            return true;
        }).replaceWithVoid();
    }

    /** What is kept of a subscription. */
    private static final class Known {

        private final List<InMemoryPartition> partitions;
        private boolean isPaused;

        private Known(int count, long position) {
            this.partitions = IntStream.range(0, count).mapToObj(number -> new InMemoryPartition(number, position)).toList();
        }

        private long position() {
            return partitions.stream().mapToLong(InMemoryPartition::position).min().orElse(0);
        }

        private long furthestPosition() {
            return partitions.stream().mapToLong(InMemoryPartition::position).max().orElse(0);
        }

        private List<ParkedEvent> parked() {
            return partitions.stream().flatMap(partition -> partition.parked().stream())
                    .sorted(Comparator.comparingLong(ParkedEvent::globalPosition)).toList();
        }
    }
}
