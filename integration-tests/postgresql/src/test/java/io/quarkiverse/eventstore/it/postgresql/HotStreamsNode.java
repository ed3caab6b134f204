package io.quarkiverse.eventstore.it.postgresql;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** A process whose callers append to hot streams until the time is up; prints how many events it appended. */
final class HotStreamsNode {

    private static final int STREAMS = 50;
    private static final int CALLERS = 32;

    private final EventStore store;
    private final Random random;
    private final long end;
    private final AtomicLong appended = new AtomicLong();

    private HotStreamsNode(EventStore store, Random random, long end) {
        this.store = store;
        this.random = random;
        this.end = end;
    }

    /** Arguments: the server's port, the database, seconds, a seed. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        var pool = PgBuilder.pool().with(new PoolOptions().setMaxSize(8)).connectingTo(new PgConnectOptions()
                .setHost("localhost").setPort(Integer.parseInt(args[0])).setDatabase(args[1]).setUser("postgres")
                .setCachePreparedStatements(true)).using(vertx).build();
        var storage = new GroupCommitEventStorage(new PgClientDatabase(pool, vertx), TestDatabase.SCHEMA,
                new GroupCommitLimits(2, 64, 1_000));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[2]));
        var node = new HotStreamsNode(TestNode.store(storage), new Random(Long.parseLong(args[3])), end);

        Uni.join().all(IntStream.range(0, CALLERS).mapToObj(caller -> node.appendUntilTheEnd()).toList()).andFailFast()
                .await().indefinitely();

        System.out.println(node.appended);
        System.exit(0);
    }

    private Uni<Void> appendUntilTheEnd() {
        return Multi.createBy().repeating().uni(this::append).whilst(done -> System.nanoTime() < end)
                .onItem().ignoreAsUni();
    }

    /** Unchecked or with the version that the stream last had, which another caller may have changed. */
    private Uni<Boolean> append() {
        String stream = "cart-" + random.nextInt(STREAMS);
        List<?> events = IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> ShoppingCartEvent.added("p")).toList();
        Uni<AppendToStreamResult> append = random.nextBoolean()
                ? store.appendToStream(stream, events)
                : store.readStream(stream, ShoppingCartEvent.class, ReadStreamOptions.maxCount(0))
                        .flatMap(read -> store.appendToStream(stream, events,
                                AppendToStreamOptions.expecting(read.currentStreamVersion())));
        return append.invoke(() -> appended.addAndGet(events.size())).replaceWith(true)
                .onFailure(ConcurrencyException.class).recoverWithItem(true);
    }
}
