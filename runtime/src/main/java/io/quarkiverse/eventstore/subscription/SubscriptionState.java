package io.quarkiverse.eventstore.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a subscription stands, over all nodes.
 *
 * @param status that of the partition that is worst off
 * @param position every event at and below this position was handled, parked or filtered out: the lowest of the partitions
 * @param lagPositions how many positions lie between {@code position} and the end of the log; an upper bound of the events that
 *        wait, since positions may be unused and events filtered out
 * @param lag how long the subscription has been behind: the age of the first event behind {@code position}; zero if there is
 *        none
 * @param parkedEvents how many events were put aside
 * @param lastError the last failure for which a partition stopped, if one has
 * @param partitions one for each partition, in order
 */
public record SubscriptionState(String name, SubscriptionStatus status, long position, long lagPositions, Duration lag,
        long parkedEvents, Optional<String> lastError, List<PartitionState> partitions) {

    public SubscriptionState {
        partitions = List.copyOf(partitions);
    }

    /**
     * Puts together what is known of the partitions: the worst status, the lowest position, the last failures.
     *
     * @param lastPosition the last position of the log
     */
    public static SubscriptionState of(String name, List<PartitionState> partitions, long lastPosition, Duration lag,
            long parkedEvents) {
        SubscriptionStatus worst = partitions.stream().map(PartitionState::status).max(Comparator.naturalOrder())
                .orElse(SubscriptionStatus.UNOWNED);
        long lowest = partitions.stream().mapToLong(PartitionState::position).min().orElse(0);
        Optional<String> error = partitions.stream().flatMap(partition -> partition.lastError().stream()).findFirst();
        return new SubscriptionState(name, worst, lowest, Math.max(0, lastPosition - lowest), lag, parkedEvents, error,
                partitions);
    }

    /**
     * Where a partition stands.
     *
     * @param partition from 0
     * @param position every event of the partition at and below this position was handled, parked or filtered out
     * @param node the node that runs it, if one does
     * @param lastError why it stopped, if it did
     * @param failedPosition the position of the event at which it stopped, if it did
     * @param movedAt when its position last changed
     */
    public record PartitionState(int partition, SubscriptionStatus status, long position, Optional<String> node,
            Optional<String> lastError, Optional<Long> failedPosition, Instant movedAt) {
    }
}
