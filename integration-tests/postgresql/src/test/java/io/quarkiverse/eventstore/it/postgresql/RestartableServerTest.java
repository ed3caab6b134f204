package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.it.servers.RestartableServer;

/** The server that other tests rely on to crash. */
class RestartableServerTest {

    private static final String STARTED_AT = "select pg_postmaster_start_time()";

    @Test
    void crashes_and_recovers() throws IOException {
        try (RestartableServer server = RestartableServer.start()) {
            TestDatabase database = TestDatabase.migratedOn(server.port());
            database.execute("create table logged as select 1 as id");
            database.execute("create unlogged table emptied_by_a_crash as select 1 as id");
            var startedBefore = database.strings(STARTED_AT);

            server.crashAndStart();

            assertThat(database.strings(STARTED_AT)).isNotEqualTo(startedBefore);
            assertThat(database.number("select count(*) from logged")).isOne();
            assertThat(database.number("select count(*) from emptied_by_a_crash")).isZero();
        }
    }
}
