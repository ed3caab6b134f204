package io.quarkiverse.eventstore.runtime.postgres;

import java.util.List;
import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTransaction;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Saves what a partition has done, as long as its lease is not lost: on its own or in somebody's transaction.
 */
final class CheckpointSave {

    private final SqlRunner sql;
    private final String text;
    private final boolean survivesCrash;

    private CheckpointSave(SqlRunner sql, SqlTexts texts, boolean survivesCrash) {
        this.sql = sql;
        this.text = texts.of(SqlStatement.SAVE_CHECKPOINT);
        this.survivesCrash = survivesCrash;
    }

    /**
     * In a transaction of its own that the server may lose when it crashes if it only moves: then there is no wait for the
     * disk. But a node that outlives the crash goes on behind what it has put aside: that must be there.
     */
    static CheckpointSave alone(SqlRunner sql, SqlTexts texts) {
        return new CheckpointSave(sql, texts, false);
    }

    /** In a transaction that does more, as durable as that is. */
    static CheckpointSave within(SqlTransaction transaction, SqlTexts texts) {
        return new CheckpointSave(transaction, texts, true);
    }

    Uni<Boolean> save(PartitionLease lease, Progress progress) {
        List<ParkedEvent> parked = progress.parked();
        return sql.query(text, List.of(lease.subscription(), lease.partition(), lease.token(), progress.position(),
                longs(parked, ParkedEvent::globalPosition), strings(parked, ParkedEvent::streamName),
                longs(parked, ParkedEvent::streamVersion), strings(parked, ParkedEvent::error),
                progress.unparked().toArray(Long[]::new), survivesCrash || progress.isMoreThanMove()), row -> row.getLong(0))
                .map(rows -> !rows.isEmpty());
    }

    private static Long[] longs(List<ParkedEvent> parked, Function<ParkedEvent, Long> part) {
        return parked.stream().map(part).toArray(Long[]::new);
    }

    private static String[] strings(List<ParkedEvent> parked, Function<ParkedEvent, String> part) {
        return parked.stream().map(part).toArray(String[]::new);
    }
}
