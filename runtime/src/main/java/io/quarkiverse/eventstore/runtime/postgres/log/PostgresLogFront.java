package io.quarkiverse.eventstore.runtime.postgres.log;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.runtime.postgres.sql.StoredRow;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.SettledLog;
import io.smallrye.mutiny.Uni;

/**
 * Follows the end of the log in PostgreSQL.
 * <p>
 * As long as positions follow each other, all below the last one is settled. Where one is missing, whoever took it is under
 * way, or is over: then its events can be seen by everybody who looks from now on, or it was rolled back. So those under way
 * are noted <em>after</em> a higher position was seen; when all of them are over, everything up to that position is settled.
 * The first look does the same for the last event that it finds. So what is settled never lies above an event that was seen,
 * and a server that crashes gives no position again that is settled: see {@link AppendingTransactions}. What this node has
 * committed counts as seen when it is told so. A look brings the events along if they are not too many.
 */
public final class PostgresLogFront implements LogFront {

    private static final Logger LOG = Logger.getLogger(PostgresLogFront.class);

    /** The most positions that one look goes through. */
    private static final long WINDOW = 10_000;

    /** The most events that a look brings along: more is for each reader to read for itself, in pages. */
    private static final long MOST_KNOWN = 2_000;

    private final SqlRunner sql;
    private final SqlTexts texts;
    private final AppendingTransactions appending;
    private final CommitWindow ownCommits;

    private long settled;
    private boolean hasBegun;
    private @Nullable Gap gap;

    /** @param ownCommits what this node commits from now on */
    public PostgresLogFront(SqlRunner sql, SqlTexts texts, CommitWindow ownCommits) {
        this.sql = sql;
        this.texts = texts;
        this.appending = new AppendingTransactions(sql, texts);
        this.ownCommits = ownCommits;
    }

    @Override
    public Uni<SettledLog> advance() {
        return Uni.createFrom().deferred(() -> {
            List<LoggedEvent> own = ownCommits.takeRun();
            long mostKnown = gap == null ? MOST_KNOWN : 0;
            return own.isEmpty() ? begun().chain(this::lookAtGap).chain(() -> look(mostKnown))
                    : Uni.createFrom().item(passed(own));
        });
    }

    /** The node's own commits whose positions follow what is settled: there is nothing to ask the database. */
    private SettledLog passed(List<LoggedEvent> own) {
        settle(own.get(own.size() - 1).event().globalPosition());
        return new SettledLog(settled, gap != null, false, own, true);
    }

    /** What is missing before the first look counts as a gap until it is known who may still bring it. */
    private Uni<Void> begun() {
        if (hasBegun) {
            return Uni.createFrom().voidItem();
        }
        return sql.query(texts.of(SqlStatement.FIND_LAST_POSITION), List.of(), row -> row.getLong(0))
                .chain(last -> noteGap(last.get(0)))
                .invoke(() -> hasBegun = true);
    }

    private Uni<Void> lookAtGap() {
        Gap open = gap;
        return open == null ? Uni.createFrom().voidItem()
                : appending.find().invoke(open.underWay::keep).invoke(() -> close(open))
                        .replaceWithVoid();
    }

    /**
     * If the events cannot be read, it is the readers who find out which of them.
     *
     * @param mostKnown 0 behind a gap: the events are then not known without one
     */
    private Uni<SettledLog> look(long mostKnown) {
        long before = settled;
        return runBehind(before, mostKnown)
                .onFailure().invoke(failure -> LOG.debugf(failure,
                        "Looking behind position %d of the log failed; looking again without the events.", before))
                .onFailure().recoverWithUni(() -> runBehind(before, 0))
                .invoke(run -> settle(run.end()))
                .call(run -> run.hasGap() && gap == null ? noteGap(run.highest()) : Uni.createFrom().voidItem())
                .map(run -> new SettledLog(settled, gap != null, gap == null && settled - before >= WINDOW,
                        settled == run.end() ? run.events() : List.of(), false));
    }

    private Uni<Run> runBehind(long position, long mostKnown) {
        return sql.query(texts.of(SqlStatement.ADVANCE_LOG_FRONT), List.of(position, WINDOW, mostKnown), RunRow::of)
                .map(Run::of);
    }

    private Uni<Void> noteGap(long highest) {
        return appending.find().invoke(noted -> {
            gap = new Gap(highest, new NotedTransactions(noted));
            close(gap);
        }).replaceWithVoid();
    }

    private void close(Gap open) {
        if (open.underWay.areOver()) {
            settle(open.highest);
        }
    }

    /** Nothing is missing any more below what is settled, whoever is still under way. */
    private void settle(long position) {
        settled = Math.max(settled, position);
        if (gap != null && gap.highest <= settled) {
            gap = null;
        }
        ownCommits.settle(settled);
    }

    /** Positions without a gap up to the end, their events if they are not too many, and the highest one that was seen. */
    private record Run(long end, long highest, List<LoggedEvent> events) {

        static Run of(List<RunRow> rows) {
            RunRow first = rows.get(0);
            return new Run(first.end(), first.highest(), rows.stream().flatMap(row -> row.event().stream())
                    .sorted(Comparator.comparingLong(logged -> logged.event().globalPosition())).toList());
        }

        boolean hasGap() {
            return highest > end;
        }
    }

    private record RunRow(Optional<LoggedEvent> event, long end, long highest) {

        static RunRow of(SqlRow row) {
            String streamName = row.getString(0);
            return new RunRow(streamName == null ? Optional.empty()
                    : Optional.of(new LoggedEvent(streamName, StoredRow.event(row))),
                    row.getLong(StoredRow.COLUMNS), row.getLong(StoredRow.COLUMNS + 1));
        }
    }

    /** Missing positions below the highest one that was seen, and who may have taken them. */
    private record Gap(long highest, NotedTransactions underWay) {
    }
}
