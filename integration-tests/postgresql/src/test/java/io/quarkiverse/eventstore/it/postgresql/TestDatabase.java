package io.quarkiverse.eventstore.it.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;

import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaMigrator;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A database of its own on the one server that all tests without Quarkus share.
 */
final class TestDatabase implements AutoCloseable {

    static final SchemaName SCHEMA = new SchemaName("event_store");

    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<EventStorage, TestDatabase> DATABASES = new ConcurrentHashMap<>();

    private final String name;
    private final int serverPort;
    private final List<Pool> pools = new ArrayList<>();
    private final Queue<Runnable> atEnd = new ConcurrentLinkedQueue<>();

    private TestDatabase(String name, int serverPort) {
        this.name = name;
        this.serverPort = serverPort;
    }

    /** A database without the event store. */
    static TestDatabase empty() {
        return emptyOn(port());
    }

    private static TestDatabase emptyOn(int serverPort) {
        return createdOn(serverPort, "");
    }

    private static TestDatabase createdOn(int serverPort, String options) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        new TestDatabase("postgres", serverPort).execute("create database " + name + options);
        return new TestDatabase(name, serverPort);
    }

    /** A database with the event store's schema. */
    static TestDatabase migrated() {
        return migratedOn(port());
    }

    /** A database with the event store's schema on another server. */
    static TestDatabase migratedOn(int serverPort) {
        return migrate(emptyOn(serverPort));
    }

    /** A database with the event store's schema that keeps text in another encoding. */
    static TestDatabase migratedIn(String encoding) {
        return migrate(createdOn(port(), " encoding '" + encoding + "' locale 'C' template template0"));
    }

    private static TestDatabase migrate(TestDatabase database) {
        Outcomes.await(new SchemaMigrator(database.sql(), SCHEMA).migrate());
        return database;
    }

    static Vertx vertx() {
        return VERTX;
    }

    static int port() {
        return Server.INSTANCE.getPort();
    }

    String name() {
        return name;
    }

    /** Waits until that many statements wait for a lock. */
    void awaitLocks(int statements) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> number("select count(*) from pg_stat_activity "
                + "where wait_event_type = 'Lock' and datname = current_database()") == statements);
    }

    static PgClientDatabase over(Pool pool) {
        return new PgClientDatabase(pool, VERTX);
    }

    PgClientDatabase sql() {
        return over(pool(4));
    }

    EventStorage storage(int connections) {
        return known(new PostgresEventStorage(over(pool(connections)), SCHEMA));
    }

    /** Storage whose log and checkpoints wait so long for an answer. */
    EventStorage storage(int connections, Duration answeredWithin) {
        return known(new PostgresEventStorage(over(pool(connections)), SCHEMA, answeredWithin));
    }

    /** Storage with group commit. */
    GroupCommitEventStorage groupCommit(int connections, GroupCommitLimits limits) {
        return known(new GroupCommitEventStorage(over(pool(connections)), SCHEMA, limits));
    }

    private <T extends EventStorage> T known(T storage) {
        DATABASES.put(storage, this);
        return storage;
    }

    /** Has a task run before the database of a storage is dropped. */
    static void atEndOf(EventStorage storage, Runnable task) {
        Optional.ofNullable(DATABASES.get(storage)).ifPresent(database -> database.atEnd.add(task));
    }

    Pool pool(int size) {
        return pool(size, options -> options);
    }

    Pool pool(int size, UnaryOperator<PgConnectOptions> change) {
        PgConnectOptions options = new PgConnectOptions().setHost("localhost").setPort(serverPort).setDatabase(name)
                .setUser("postgres").setCachePreparedStatements(true);
        Pool pool = PgBuilder.pool().with(new PoolOptions().setMaxSize(size)).connectingTo(change.apply(options)).using(VERTX)
                .build();
        pools.add(pool);
        return pool;
    }

    void execute(String sql) {
        strings(sql);
    }

    /** The first column of the result; nothing if there is no result. */
    List<String> strings(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        } catch (SQLException e) {
            throw new RefusedByServer(e);
        }
    }

    long number(String sql) {
        return Long.parseLong(strings(sql).get(0));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + serverPort + "/" + name + "?user=postgres");
    }

    int serverPort() {
        return serverPort;
    }

    @Override
    public void close() {
        atEnd.forEach(Runnable::run);
        DATABASES.values().removeIf(this::equals);
        pools.forEach(pool -> pool.close().toCompletionStage().toCompletableFuture().join());
        new TestDatabase("postgres", serverPort).execute("drop database " + name + " with (force)");
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setServerConfig("pg_stat_statements.track", "all")
                    .setServerConfig("pg_stat_statements.track_planning", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when it is first needed. */
    private static final class Server {

        private static final EmbeddedPostgres INSTANCE = start();
    }

    /** The server's answer to a statement of a test. */
    static final class RefusedByServer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedByServer(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
