package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.vertx.mutiny.sqlclient.Pool;

class ServerConfigTest {

    private static final String SERVER_CONFIG = "quarkus.event-store.embedded-postgresql.server-config.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClass(Database.class))
            .overrideConfigKey(SERVER_CONFIG + "fsync", "on")
            .overrideConfigKey(SERVER_CONFIG + "synchronous_commit", "on")
            .overrideConfigKey(SERVER_CONFIG + "shared_preload_libraries", "pg_stat_statements")
            .overrideConfigKey(SERVER_CONFIG + "\"pg_stat_statements.track_planning\"", "on")
            .overrideConfigKey(SERVER_CONFIG + "cluster_name", "it's $HOME")
            .overrideConfigKey("quarkus.datasource.username", "shop keeper");

    @Inject
    Pool pool;

    @Test
    void makes_the_server_durable() {
        assertThat(Database.ask(pool, "show fsync")).isEqualTo("on");
        assertThat(Database.ask(pool, "show synchronous_commit")).isEqualTo("on");
    }

    @Test
    void loads_a_library_and_sets_its_parameters() {
        assertThat(Database.ask(pool, "show shared_preload_libraries")).isEqualTo("pg_stat_statements");
        assertThat(Database.ask(pool, "show pg_stat_statements.track_planning")).isEqualTo("on");
    }

    @Test
    void reaches_the_server_to_the_letter() {
        assertThat(Database.ask(pool, "show cluster_name")).isEqualTo("it's $HOME");
    }

    @Test
    void comes_with_the_role_that_the_application_connects_as() {
        assertThat(Database.ask(pool, "select session_user::text")).isEqualTo("shop keeper");
    }
}
