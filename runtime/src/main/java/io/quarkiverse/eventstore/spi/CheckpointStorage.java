package io.quarkiverse.eventstore.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.smallrye.mutiny.Uni;

/**
 * What subscriptions have dealt with, and what they have put aside.
 */
public interface CheckpointStorage {

    /** The number of a subscription's partitions; empty if it is not known. */
    Uni<Optional<Integer>> partitions(String subscription);

    /**
     * Makes a subscription known, unless it is.
     *
     * @param position the last position that it does not want
     */
    Uni<Void> register(String subscription, int partitions, long position);

    /** Begins work on a partition: whoever comes with an older token is refused from now on. Empty if the lease is lost. */
    Uni<Optional<Checkpoint>> claim(PartitionLease lease);

    /**
     * Saves what was done; false, and nothing is saved, if the lease is lost. What a crash of the database may undo is the
     * whole save, never a part: the events since the save before are handled again.
     * <p>
     * Events are put aside by the save that moves the checkpoint past them, or not at all: a save that is carried out late,
     * when it was repeated, does not put those aside again that were handled meanwhile.
     */
    Uni<Boolean> save(PartitionLease lease, Progress progress);

    /** Notes that a partition stopped at an event; false if the lease is lost. */
    Uni<Boolean> stop(PartitionLease lease, long failedPosition, String error);

    /** The streams of the partition that have parked events. */
    Uni<Set<String>> parkedStreams(PartitionLease lease);

    /**
     * The parked events of those streams of the partition that are to be handled again, in the order of their positions.
     */
    Uni<List<ParkedEvent>> wantedAgain(PartitionLease lease, int maximum);

    /** Notes that the first parked event of a stream failed again: the wish is void. False if the lease is lost. */
    Uni<Boolean> retryFailed(PartitionLease lease, String streamName, String error);

    /** Pauses a subscription, or lets it go on, with partitions that had stopped. False if there is none of that name. */
    Uni<Boolean> pause(String subscription, boolean paused);

    /**
     * Moves all checkpoints, forgets parked events and takes the partitions from all nodes. False if there is none of that
     * name.
     *
     * @param position the last position that is not wanted
     */
    Uni<Boolean> reset(String subscription, long position);

    /** The position at and below which everything was dealt with; empty if there is no subscription of that name. */
    Uni<Optional<Long>> position(String subscription);

    /** All subscriptions, by name. */
    Uni<List<SubscriptionState>> states();

    /** Parked events in the order of their positions. */
    Uni<List<ParkedEvent>> parked(String subscription, int maximum);

    /** Wishes that the parked events of a stream are handled again; how many there are. */
    Uni<Integer> retryParked(String subscription, String streamName);

    /** Forgets the parked events of a stream; how many there were. */
    Uni<Integer> discardParked(String subscription, String streamName);
}
