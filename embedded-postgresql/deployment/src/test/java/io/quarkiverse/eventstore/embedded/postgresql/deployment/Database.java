package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.time.Duration;

import io.vertx.mutiny.sqlclient.Pool;

/**
 * A database that answers questions of one row and one column.
 */
final class Database {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Database() {
    }

    static String ask(Pool pool, String question) {
        return pool.query(question)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await().atMost(PATIENCE);
    }
}
