package io.quarkiverse.eventstore.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/**
 * Spreads the partitions of subscriptions over the nodes that run them; this node is one of them.
 */
public interface SubscriptionLeases {

    /** The name of this node, which no other node has. */
    String node();

    /**
     * Says that this node is alive, renews what it holds, and takes free partitions up to its share.
     *
     * @param subscriptions those that the node runs
     * @param ending those that the node is ending: what it holds of them is renewed, but it has no share in them any more
     * @param duration how long nodes and leases stay alive without being renewed
     * @return all leases that the node now holds; of subscriptions that it is ending all are surplus
     */
    Uni<List<HeldLease>> balance(Set<String> subscriptions, Set<String> ending, Duration duration);

    /** Gives leases back; those that were lost already are passed over. */
    Uni<Void> release(List<PartitionLease> leases);

    /** Says that this node does not run the subscription any more, and gives all its leases back. */
    Uni<Void> leave(String subscription);
}
