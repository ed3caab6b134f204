package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import java.time.Duration;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;

/**
 * Hears notifications on a connection that it keeps from the pool, and takes another one when that is lost.
 */
final class NotificationListener implements Cancellable {

    private static final Logger LOG = Logger.getLogger(NotificationListener.class);

    private static final Duration BEFORE_RECONNECTING = Duration.ofSeconds(1);

    private final Pool pool;
    private final String statement;
    private final Consumer<String> listener;
    private final SqlDatabase timers;

    private @Nullable SqlConnection connection;
    private boolean isCancelled;

    NotificationListener(Pool pool, String statement, Consumer<String> listener, SqlDatabase timers) {
        this.pool = pool;
        this.statement = statement;
        this.listener = listener;
        this.timers = timers;
    }

    void connect() {
        pool.getConnection().onSuccess(this::listenOn).onFailure(failure -> {
            noteMissing(failure);
            reconnect();
        });
    }

    @Override
    public void cancel() {
        SqlConnection open;
        synchronized (this) {
            isCancelled = true;
            open = connection;
            connection = null;
        }
        if (open != null) {
            open.closeHandler(closed -> {
            });
            end(open);
        }
    }

    private void listenOn(SqlConnection taken) {
        if (!keep(taken)) {
            taken.close();
            return;
        }
        // A connection that breaks while it begins to listen is told of twice: what is lost is given up once.
        taken.closeHandler(closed -> lost(taken));
        if (taken instanceof PgConnection pgConnection) {
            pgConnection.notificationHandler(this::hear);
        }
        taken.query(statement).execute().onFailure(failure -> {
            noteMissing(failure);
            lost(taken);
        });
    }

    private void hear(PgNotification notification) {
        listener.accept(notification.getPayload());
    }

    private synchronized boolean keep(SqlConnection taken) {
        if (isCancelled) {
            return false;
        }
        connection = taken;
        return true;
    }

    private void lost(SqlConnection closed) {
        synchronized (this) {
            if (connection != closed) {
                return;
            }
            connection = null;
        }
        // The client's pool counts a connection that broke on its own as taken until it is closed.
        closed.close();
        reconnect();
    }

    private synchronized void reconnect() {
        if (!isCancelled) {
            timers.runAfter(BEFORE_RECONNECTING, this::connect);
        }
    }

    private static void noteMissing(Throwable failure) {
        LOG.debugf(failure, "Notifications of other nodes are not heard; trying again in %s.", BEFORE_RECONNECTING);
    }

    /** Back to the pool, where others use it: it must not go on hearing. */
    private static void end(SqlConnection open) {
        open.query("unlisten *").execute().eventually(() -> open.close())
                .onFailure(failure -> LOG.debug("The connection for notifications was lost already.", failure));
    }
}
