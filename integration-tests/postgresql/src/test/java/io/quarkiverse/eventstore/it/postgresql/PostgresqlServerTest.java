package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** The server that the contracts ran on: the version that the build names, and as durable as in production. */
@QuarkusTest
class PostgresqlServerTest {

    @Inject
    Pool pool;

    @Test
    void is_of_the_version_that_the_build_names() {
        String wanted = System.getProperty("postgresql.version");

        assertThat(show("server_version")).startsWith(wanted.substring(0, wanted.indexOf('.')) + ".");
    }

    @Test
    void writes_to_disk_before_it_answers() {
        assertThat(show("fsync")).isEqualTo("on");
        assertThat(show("synchronous_commit")).isEqualTo("on");
    }

    private String show(String setting) {
        return pool.query("show " + setting).executeAndAwait().iterator().next().getString(0);
    }
}
