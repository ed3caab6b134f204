package io.quarkiverse.eventstore.deployment.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.quarkus.test.QuarkusUnitTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server of one test class. */
record PostgresServer(EmbeddedPostgres postgres) {

    static PostgresServer start() {
        try {
            return new PostgresServer(EmbeddedPostgres.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    QuarkusUnitTest application() {
        return new QuarkusUnitTest()
                .withEmptyApplication()
                .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.username", "postgres")
                .overrideConfigKey("quarkus.datasource.password", "postgres")
                .overrideConfigKey("quarkus.datasource.reactive.url",
                        "postgresql://localhost:" + postgres.getPort() + "/postgres");
    }

    void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
