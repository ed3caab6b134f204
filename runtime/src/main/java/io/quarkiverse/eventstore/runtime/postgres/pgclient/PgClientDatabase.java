package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.postgres.sql.JoinedSqlTransaction;
import io.quarkiverse.eventstore.runtime.postgres.sql.NextStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/**
 * A database behind a pool of the Vert.x client.
 */
public final class PgClientDatabase extends PgClientRunner implements SqlDatabase {

    private static final Logger LOG = Logger.getLogger(PgClientDatabase.class);

    private final Pool pool;
    private final DetachedContext detached;
    private final boolean listens;

    /** @param vertx the instance that the pool runs on */
    public PgClientDatabase(Pool pool, Vertx vertx) {
        this(pool, vertx, true);
    }

    /** @param listens whether it may keep a connection of the pool to hear notifications */
    PgClientDatabase(Pool pool, Vertx vertx, boolean listens) {
        super(pool);
        this.pool = pool;
        this.listens = listens;
        this.detached = new DetachedContext(vertx);
    }

    @Override
    public Uni<SqlTransaction> begin() {
        return Uni.createFrom().deferred(() -> {
            Future<SqlTransaction> begun = pool.getConnection().compose(PgClientDatabase::beginOn);
            return Futures.toUni(() -> begun)
                    .onCancellation().invoke(() -> begun.onSuccess(PgClientDatabase::abandon));
        });
    }

    @Override
    public JoinedSqlTransaction join(Object connection) {
        return PgClientJoinedTransaction.of(connection);
    }

    @Override
    public SqlRunner detached() {
        return new DetachedRunner(this, detached);
    }

    @Override
    public SqlRunner detachedBefore(NextStatement next) {
        return new DetachedRunner(new FollowedRunner(pool, this, next), detached);
    }

    @Override
    public Cancellable listen(String statement, Consumer<String> listener) {
        if (!listens) {
            LOG.info(
                    "The pool has too few connections for one to hear what other nodes append: they are found by looking at the log.");
            return () -> {
            };
        }
        NotificationListener notifications = new NotificationListener(pool, statement, listener, this);
        detached.run(notifications::connect);
        return notifications;
    }

    @Override
    public void runForNobody(Runnable task) {
        detached.run(task);
    }

    @Override
    public void runAfter(Duration delay, Runnable task) {
        detached.runAfter(delay, task);
    }

    @Override
    public Optional<Executor> callerContext() {
        return CallerContexts.executor();
    }

    /** Gives back the connection of a transaction that nobody waits for any more. */
    private static void abandon(SqlTransaction transaction) {
        transaction.rollback().subscribe().with(
                done -> LOG.debug("A transaction was given back that its caller had stopped waiting for."),
                failure -> LOG.warn("A transaction that its caller had stopped waiting for could not be rolled back; "
                        + "the database undoes it when the connection ends.", failure));
    }

    private static Future<SqlTransaction> beginOn(SqlConnection connection) {
        return connection.begin()
                .<SqlTransaction> map(transaction -> new PgClientTransaction(connection, transaction))
                .recover(failure -> connection.close().transform(closed -> Future.failedFuture(failure)));
    }
}
