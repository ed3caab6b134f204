package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

class ExplicitUrlTest {

    private static final String PORT = "port-of-own-server";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClasses(Database.class, DevServices.class))
            .overrideConfigKey("quarkus.datasource.reactive.url", "postgresql://localhost:${" + PORT + "}/postgres")
            .overrideConfigKey("quarkus.datasource.username", "postgres")
            .setBeforeAllCustomizer(ExplicitUrlTest::start)
            .setAfterAllCustomizer(ExplicitUrlTest::stop);

    private static @Nullable EmbeddedPostgres ownServer;

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @Test
    void an_explicit_url_wins() {
        assertThat(url).contains(":" + System.getProperty(PORT) + "/");
        assertThat(Database.ask(pool, "show cluster_name")).isEqualTo("own");
        assertThat(DevServices.urls()).isEmpty();
    }

    private static void start() {
        try {
            ownServer = EmbeddedPostgres.builder().setServerConfig("cluster_name", "own").start();
            System.setProperty(PORT, String.valueOf(ownServer.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop() {
        System.clearProperty(PORT);
        try {
            ownServer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
