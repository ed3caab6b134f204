package io.quarkiverse.eventstore.runtime.subscription.delivery;

import io.quarkiverse.eventstore.spi.PartitionLease;

/**
 * Says that another node may run the partition by now: what was not saved is not to be saved.
 */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(PartitionLease lease) {
        super("Subscription " + lease.subscription() + ", partition " + lease.partition()
                + ": expected to hold its lease, but it is lost.", null, false, false);
    }
}
