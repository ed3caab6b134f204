package io.quarkiverse.eventstore.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Runs a test on PostgreSQL, with a server of its own.
 */
public class OnPostgresql implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.event-store.backend", "postgresql");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Server.class));
    }

    /** The server. */
    public static class Server implements QuarkusTestResourceLifecycleManager {

        private @Nullable EmbeddedPostgres server;

        @Override
        public Map<String, String> start() {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
                server = started;
                return Map.of("quarkus.datasource.reactive.url",
                        "postgresql://localhost:" + started.getPort() + "/postgres",
                        "quarkus.datasource.username", "postgres", "quarkus.datasource.password", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            EmbeddedPostgres started = server;
            if (started == null) {
                return;
            }
            try {
                started.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
