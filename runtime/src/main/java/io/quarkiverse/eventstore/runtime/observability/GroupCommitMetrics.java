package io.quarkiverse.eventstore.runtime.observability;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommit;
import io.quarkus.runtime.metrics.MetricsFactory;

/**
 * Metrics of the appends that wait and travel together, for whichever metrics extension the application has.
 */
public final class GroupCommitMetrics implements Consumer<MetricsFactory> {

    private static final String PREFIX = "event.store.group.commit.";

    private final Supplier<GroupCommit> groupCommit;

    public GroupCommitMetrics(Supplier<GroupCommit> groupCommit) {
        this.groupCommit = groupCommit;
    }

    @Override
    public void accept(MetricsFactory metrics) {
        metrics.builder(PREFIX + "queued")
                .description("Appends that wait for a transaction under way to end")
                .buildGauge(() -> groupCommit.get().queued());
        metrics.builder(PREFIX + "rejected")
                .description("Appends that were refused since the queue was full")
                .buildCounter(() -> groupCommit.get().meter().rejections());
        metrics.builder(PREFIX + "appends")
                .description("Appends that were sent")
                .buildCounter(() -> groupCommit.get().meter().appends());
        metrics.builder(PREFIX + "transactions")
                .description("Transactions that carried the appends")
                .buildCounter(() -> groupCommit.get().meter().transactions());
        metrics.builder(PREFIX + "splits")
                .description("Batches that were refused as a whole and whose appends were repeated one by one")
                .buildCounter(() -> groupCommit.get().meter().splits());
    }
}
