package io.quarkiverse.eventstore.runtime.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.runtime.postgres.log.HighWaterMark;
import io.quarkiverse.eventstore.runtime.postgres.log.LogReader;
import io.quarkiverse.eventstore.runtime.postgres.log.OwnCommits;
import io.quarkiverse.eventstore.runtime.postgres.log.PostgresEventLog;
import io.quarkiverse.eventstore.runtime.postgres.log.PostgresLogFront;
import io.quarkiverse.eventstore.runtime.postgres.sql.AnsweringRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.JoinedSqlTransaction;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.AppendSignals;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.JoinedTransaction;
import io.quarkiverse.eventstore.spi.LogFront;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.ProjectionStorage;
import io.quarkiverse.eventstore.spi.ReaderHold;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.SubscriptionLeases;
import io.smallrye.mutiny.Uni;

/**
 * The PostgreSQL back end, each append in a transaction of its own.
 */
public final class PostgresEventStorage extends PostgresOperations implements EventStorage {

    /** Long enough for a claim that waits for the transaction of a node that froze. */
    static final Duration ANSWERED_WITHIN = Duration.ofMinutes(1);

    private final SqlDatabase database;
    private final SqlTexts texts;
    private final PostgresEventLog log;
    private final PostgresCheckpoints checkpoints;
    private final PostgresProjections projections;
    private final PostgresLeases leases;
    private final PostgresSignals signals;
    private final OwnCommits ownCommits;

    public PostgresEventStorage(SqlDatabase database, SchemaName schema) {
        this(database, schema, ANSWERED_WITHIN);
    }

    /**
     * @param answeredWithin how long reading the log, leases, checkpoints and projections may wait for the answer to a
     *        statement
     */
    public PostgresEventStorage(SqlDatabase database, SchemaName schema, Duration answeredWithin) {
        this(database, schema, new AnsweringRunner(database, answeredWithin), new SqlTexts(schema), NodeName.unique(),
                new OwnCommits());
    }

    private PostgresEventStorage(SqlDatabase database, SchemaName schema, SqlRunner answering, SqlTexts texts, String node,
            OwnCommits ownCommits) {
        super(database, texts, ownCommits.of(new StatementAppendSender(database, texts)));
        this.database = database;
        this.texts = texts;
        this.ownCommits = ownCommits;
        this.log = new PostgresEventLog(new LogReader(answering, texts), new HighWaterMark(database, texts));
        this.checkpoints = new PostgresCheckpoints(answering, texts);
        this.projections = new PostgresProjections(answering, texts);
        this.leases = new PostgresLeases(answering, texts, node);
        this.signals = new PostgresSignals(database, texts, schema, node);
    }

    @Override
    public Uni<Long> highWaterMark() {
        return log.highWaterMark();
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return log.readLog(read);
    }

    @Override
    public Uni<StorageTransaction> begin() {
        return database.begin().map(transaction -> new PostgresTransaction(transaction, texts));
    }

    @Override
    public JoinedTransaction join(Object connection) {
        JoinedSqlTransaction joined = connection instanceof JoinedSqlTransaction known ? known : database.join(connection);
        return new JoinedTransaction(joined.identity(), new PostgresTransaction(joined, texts), joined::isCommitted);
    }

    @Override
    public LogFront logFront() {
        return new PostgresLogFront(database, texts, ownCommits.follow());
    }

    /** For appends that are transactions of their own, whoever has asked for them: this node and others get to know of them. */
    AppendSender detachedSender() {
        return ownCommits.of(new AnnouncedAppends(database, texts, signals));
    }

    @Override
    public Uni<List<ReaderHold>> readerHolds() {
        return database.query(texts.of(SqlStatement.FIND_READER_HOLDS), List.of(), row -> new ReaderHold(row.getLong(0),
                Duration.ofMillis(row.getLong(1)), Objects.requireNonNullElse(row.getString(2), "")));
    }

    @Override
    public CheckpointStorage checkpoints() {
        return checkpoints;
    }

    @Override
    public ProjectionStorage projections() {
        return projections;
    }

    @Override
    public SubscriptionLeases leases() {
        return leases;
    }

    @Override
    public AppendSignals signals() {
        return signals;
    }
}
