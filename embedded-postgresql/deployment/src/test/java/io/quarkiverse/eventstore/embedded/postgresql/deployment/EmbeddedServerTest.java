package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.vertx.mutiny.sqlclient.Pool;

class EmbeddedServerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClass(Database.class));

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @Test
    void starts_without_any_configuration() {
        var version = Database.ask(pool, "select version()");

        assertThat(version).startsWith("PostgreSQL " + majorVersion() + ".");
        assertThat(url).startsWith("postgresql://localhost:");
    }

    @Test
    void favours_speed_unless_told_otherwise() {
        assertThat(Database.ask(pool, "show fsync")).isEqualTo("off");
        assertThat(Database.ask(pool, "show synchronous_commit")).isEqualTo("off");
    }

    @Test
    void has_the_same_time_zone_encoding_and_order_everywhere() {
        assertThat(Database.ask(pool, "show timezone")).isEqualTo("UTC");
        assertThat(Database.ask(pool, "show server_encoding")).isEqualTo("UTF8");
        assertThat(Database.ask(pool, "select datcollate from pg_database where datname = current_database()")).isEqualTo("C");
        assertThat(Database.ask(pool, "show max_connections")).isEqualTo("100");
    }

    @Test
    void leaves_no_socket_file_behind() {
        assertThat(Database.ask(pool, "show unix_socket_directories")).isEmpty();
    }

    private static String majorVersion() {
        return System.getProperty("postgresql.version").split("\\.")[0];
    }
}
