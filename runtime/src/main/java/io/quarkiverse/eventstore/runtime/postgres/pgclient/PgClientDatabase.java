package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import io.quarkiverse.eventstore.runtime.postgres.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/**
 * A database behind a pool of the Vert.x client.
 */
public final class PgClientDatabase extends PgClientRunner implements SqlDatabase {

    private final Pool pool;

    public PgClientDatabase(Pool pool) {
        super(pool);
        this.pool = pool;
    }

    @Override
    public Uni<SqlTransaction> begin() {
        return Futures.toUni(() -> pool.getConnection().compose(PgClientDatabase::beginOn));
    }

    private static Future<SqlTransaction> beginOn(SqlConnection connection) {
        return connection.begin()
                .<SqlTransaction> map(transaction -> new PgClientTransaction(connection, transaction))
                .recover(failure -> connection.close().transform(closed -> Future.failedFuture(failure)));
    }
}
