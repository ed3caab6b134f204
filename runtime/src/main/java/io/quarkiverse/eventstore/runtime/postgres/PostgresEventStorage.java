package io.quarkiverse.eventstore.runtime.postgres;

import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * The PostgreSQL back end, each append in a transaction of its own.
 */
public final class PostgresEventStorage extends PostgresOperations implements EventStorage {

    private final SqlDatabase database;
    private final SqlTexts texts;
    private final PostgresEventLog log;

    public PostgresEventStorage(SqlDatabase database, SchemaName schema) {
        this(database, new SqlTexts(schema));
    }

    private PostgresEventStorage(SqlDatabase database, SqlTexts texts) {
        super(database, texts);
        this.database = database;
        this.texts = texts;
        this.log = new PostgresEventLog(database, texts);
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
}
