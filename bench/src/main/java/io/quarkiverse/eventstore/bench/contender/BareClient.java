package io.quarkiverse.eventstore.bench.contender;

import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/**
 * The limit: the client without an event store. It sends the batch statement with 64 ready-made appends, and fetches rows that
 * nobody decodes.
 */
public final class BareClient implements Contender {

    private static final int APPENDS = 64;
    private static final int LOG_PAGE = 500;
    private static final int LOG_POSITION = 2;
    private static final String JSON = "{\"productId\":\"product-12345678\",\"quantity\":1,\"unitPrice\":1999,"
            + "\"name\":\"A thing with a name\",\"note\":\"left at the door\"}";

    private final Pool pool;
    private final String appendBatch;
    private final String readForward;
    private final String readLog;

    public BareClient(Pool pool, String schema) {
        SqlTexts texts = new SqlTexts(new SchemaName(schema));
        this.pool = pool;
        this.appendBatch = texts.of(SqlStatement.APPEND_BATCH);
        this.readForward = texts.of(SqlStatement.READ_STREAM_FORWARD);
        this.readLog = texts.of(SqlStatement.READ_LOG_FORWARD);
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    /** Fills one stream with many events, or 64 streams with one. */
    @Override
    public CompletionStage<Long> append(String stream, int events) {
        int appends = events == 1 ? APPENDS : 1;
        int total = appends * events;
        String[] names = new String[appends];
        Integer[] ordinals = new Integer[total];
        UUID[] ids = new UUID[total];
        for (int i = 0; i < appends; i++) {
            names[i] = stream + "-" + i;
        }
        for (int i = 0; i < total; i++) {
            ordinals[i] = i / events + 1;
            ids[i] = UUID.randomUUID();
        }
        if (appends == 1) {
            names[0] = stream;
        }
        Tuple parameters = Tuple.of(names, filled(new Long[appends], -1L), filled(new Integer[appends], events), ordinals, ids)
                .addValue(filled(new String[total], "ProductAdded")).addValue(filled(new String[total], JSON))
                .addValue(new String[total]).addValue("100ms");
        return pool.preparedQuery(appendBatch).execute(parameters).map(rows -> (long) total).toCompletionStage();
    }

    @Override
    public CompletionStage<Long> extend(String stream, long version, int events) {
        return append(stream, events);
    }

    @Override
    public CompletionStage<Long> version(String stream) {
        throw new UnsupportedOperationException("The bare client only appends batches and fetches rows.");
    }

    @Override
    public CompletionStage<Boolean> appendAt(String stream, long version) {
        throw new UnsupportedOperationException("The bare client only appends batches and fetches rows.");
    }

    @Override
    public CompletionStage<Long> aggregate(String stream) {
        return pool.preparedQuery(readForward).execute(Tuple.of(stream, 0L, Long.MAX_VALUE, Long.MAX_VALUE))
                .map(rows -> (long) rows.size()).toCompletionStage();
    }

    /**
     * Pages through the log from its beginning, the next page asked for when the last one is there; gives the number of rows.
     */
    public CompletionStage<Long> pageThroughLog(long events, long from, long read) {
        if (read >= events) {
            return CompletableFuture.completedStage(read);
        }
        return pool.preparedQuery(readLog).execute(Tuple.of(from, Long.MAX_VALUE, (long) LOG_PAGE)).toCompletionStage()
                .thenCompose(rows -> {
                    long last = from;
                    for (Row row : rows) {
                        last = row.getLong(LOG_POSITION);
                    }
                    return rows.size() == 0 ? CompletableFuture.completedStage(read)
                            : pageThroughLog(events, last + 1, read + rows.size());
                });
    }

    private static <T> T[] filled(T[] array, T value) {
        Arrays.fill(array, value);
        return array;
    }
}
