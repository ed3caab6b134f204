package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionState.PartitionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;

/**
 * A row that tells where a partition of a subscription stands.
 *
 * @param parkedEvents those of the whole subscription
 * @param lastPosition that of the last event in the log; 0 if there is none
 * @param behindSince when the first event behind the partition's position was recorded; null if there is none
 */
record PartitionRow(String subscription, PartitionState state, long parkedEvents, long lastPosition,
        @Nullable Instant behindSince, Instant now) {

    static PartitionRow of(SqlRow row) {
        Optional<String> node = Optional.ofNullable(row.getString(8));
        SubscriptionStatus status = status(row.getBoolean(1), row.getBoolean(4), node.isPresent());
        PartitionState state = new PartitionState((int) row.getLong(2), status, row.getLong(3), node,
                Optional.ofNullable(row.getString(5)), row.isNull(6) ? Optional.empty() : Optional.of(row.getLong(6)),
                row.getInstant(7));
        return new PartitionRow(requireNonNull(row.getString(0)), state, row.getLong(9), row.getLong(10),
                row.isNull(11) ? null : row.getInstant(11), row.getInstant(12));
    }

    /** Puts rows together that are of one subscription. */
    static List<SubscriptionState> states(List<PartitionRow> rows) {
        Map<String, List<PartitionRow>> subscriptions = new LinkedHashMap<>();
        rows.forEach(row -> subscriptions.computeIfAbsent(row.subscription, name -> new ArrayList<>()).add(row));
        return subscriptions.values().stream().map(PartitionRow::state).toList();
    }

    private static SubscriptionState state(List<PartitionRow> rows) {
        PartitionRow first = rows.get(0);
        Duration lag = rows.stream().map(PartitionRow::lag).max(Duration::compareTo).orElse(Duration.ZERO);
        return SubscriptionState.of(first.subscription, rows.stream().map(PartitionRow::state).toList(), first.lastPosition,
                lag,
                first.parkedEvents);
    }

    private Duration lag() {
        if (behindSince == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(behindSince, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static SubscriptionStatus status(boolean paused, boolean stopped, boolean owned) {
        if (paused) {
            return SubscriptionStatus.PAUSED;
        }
        if (stopped) {
            return SubscriptionStatus.STOPPED;
        }
        return owned ? SubscriptionStatus.RUNNING : SubscriptionStatus.UNOWNED;
    }
}
