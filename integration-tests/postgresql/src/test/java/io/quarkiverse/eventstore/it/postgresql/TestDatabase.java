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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.SchemaMigrator;
import io.quarkiverse.eventstore.runtime.postgres.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.runtime.store.CommitOrder;
import io.quarkiverse.eventstore.runtime.store.EventCodec;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.JoinedTransactions;
import io.quarkiverse.eventstore.runtime.store.JoiningSessionFactory;
import io.quarkiverse.eventstore.runtime.store.StorageEventStore;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.RunnerLoop;
import io.quarkiverse.eventstore.runtime.vertx.VertxLoops;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
    static final int PAGE_SIZE = 500;

    private static final Vertx VERTX = Vertx.vertx();

    private final String name;
    private final int serverPort;
    private final List<Pool> pools = new ArrayList<>();

    private TestDatabase(String name, int serverPort) {
        this.name = name;
        this.serverPort = serverPort;
    }

    /** A database without the event store. */
    static TestDatabase empty() {
        return emptyOn(port());
    }

    private static TestDatabase emptyOn(int serverPort) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        new TestDatabase("postgres", serverPort).execute("create database " + name);
        return new TestDatabase(name, serverPort);
    }

    /** A database with the event store's schema. */
    static TestDatabase migrated() {
        return migratedOn(port());
    }

    /** A database with the event store's schema on another server. */
    static TestDatabase migratedOn(int serverPort) {
        TestDatabase database = emptyOn(serverPort);
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
        return new PostgresEventStorage(over(pool(connections)), SCHEMA);
    }

    /** Storage whose log and checkpoints wait so long for an answer. */
    EventStorage storage(int connections, Duration answeredWithin) {
        return new PostgresEventStorage(over(pool(connections)), SCHEMA, answeredWithin);
    }

    /** Storage with group commit. */
    GroupCommitEventStorage groupCommit(int connections, GroupCommitLimits limits) {
        return new GroupCommitEventStorage(over(pool(connections)), SCHEMA, limits);
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

    static EventStore store(EventStorage storage) {
        return store(storage, appended -> {
        });
    }

    static EventStore store(EventStorage storage, Consumer<AppendedEvents> hook) {
        return new StorageEventStore(storage, storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> Uni.createFrom().voidItem().invoke(() -> hook.accept(appended)).subscribeAsCompletionStage());
    }

    static EventStore store(EventStorage storage, InlineProjections projections) {
        return new StorageEventStore(storage, storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null))
                .projecting(projections, transactions(storage, projections, appended -> {
                }));
    }

    static EventStore store(EventOperations operations, EventLog log) {
        return new StorageEventStore(operations, log, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null));
    }

    static EventStoreSessionFactory sessions(EventStorage storage) {
        return sessions(storage, InlineProjections.NONE);
    }

    static EventStoreSessionFactory sessions(EventStorage storage, InlineProjections projections) {
        return new JoiningSessionFactory(transactions(storage, projections, appended -> {
        }),
                joined(storage, projections),
                Optional::empty);
    }

    static JoinedTransactions joined(EventStorage storage, InlineProjections projections) {
        return new JoinedTransactions(storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null),
                Runnable::run, projections);
    }

    static TransactionSessionFactory transactions(EventStorage storage) {
        return transactions(storage, InlineProjections.NONE, appended -> {
        });
    }

    private static TransactionSessionFactory transactions(EventStorage storage, InlineProjections projections,
            Consumer<AppendedEvents> hook) {
        return new TransactionSessionFactory(storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> Uni.createFrom().voidItem().invoke(() -> hook.accept(appended)).subscribeAsCompletionStage(),
                projections);
    }

    /** The subscriptions of a node of its own. */
    static DurableSubscriptions subscriptions(EventStorage storage, Duration leaseDuration) {
        return subscriptions(storage, leaseDuration, Infrastructure.getDefaultWorkerPool(), appended -> {
        });
    }

    /** @param hook is called after the commit of a transactional handler's events */
    static DurableSubscriptions subscriptions(EventStorage storage, Duration leaseDuration, ExecutorService virtualThreads,
            Consumer<AppendedEvents> hook) {
        return new DurableSubscriptions(storage, codec(), transactions(storage, InlineProjections.NONE, hook),
                new VertxLoops().loops(VERTX, virtualThreads), leaseDuration);
    }

    /** The projections of a node of its own. */
    static SubscribedProjections projections(EventStorage storage, DurableSubscriptions subscriptions) {
        return projections(storage, subscriptions, inline(InlineProjections.NONE, storage, subscriptions));
    }

    static SubscribedProjections projections(EventStorage storage, DurableSubscriptions subscriptions,
            InlineReadModels inline) {
        return new SubscribedProjections(storage.projections(), subscriptions, transactions(storage),
                new JacksonEventSerializer(new ObjectMapper()), loop(), inline);
    }

    /** The inline projections of a node of its own. */
    static InlineReadModels inline(InlineProjections projections, EventStorage storage, DurableSubscriptions subscriptions) {
        return new InlineReadModels(projections, storage, codec(), transactions(storage, projections, appended -> {
        }), subscriptions, loop());
    }

    private static RunnerLoop loop() {
        return new VertxLoops().loops(VERTX, Infrastructure.getDefaultWorkerPool()).next();
    }

    int serverPort() {
        return serverPort;
    }

    @Override
    public void close() {
        pools.forEach(pool -> pool.close().toCompletionStage().toCompletableFuture().join());
        new TestDatabase("postgres", serverPort).execute("drop database " + name + " with (force)");
    }

    static RegisteredEventTypes types() {
        return RegisteredEventTypes.of(List.of(
                new RegisteredEventType("contract-product-added", ShoppingCartEvent.ProductAdded.class, List.of())));
    }

    private static EventCodec codec() {
        return new EventCodec(types(), new JacksonEventSerializer(new ObjectMapper()), new JacksonMetadataFormat(),
                Optional::empty);
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
