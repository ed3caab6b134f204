package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

@ParameterizedClass
@ValueSource(booleans = { false, true })
class KilledConnectionsTest {

    private static final int APPENDERS = 6;
    private static final int APPENDS_BETWEEN_KILLS = 2;
    private static final int KILLS = 20;
    private static final int MOST_KILLS = 200;
    private static final String OF_THE_STORE = " from pg_stat_activity"
            + " where application_name = 'store' and datname = current_database()";
    private static final String WAITING_FOR_A_LOCK = OF_THE_STORE + " and wait_event_type = 'Lock'";

    private final TestDatabase database = TestDatabase.migrated();
    private final AtomicInteger repeats = new AtomicInteger();
    private volatile boolean isEnough;
    private final EventStorage storage;
    private final EventStore store;

    KilledConnectionsTest(boolean groupCommit) {
        PgClientDatabase sql = TestDatabase.over(
                database.pool(APPENDERS, options -> options.addProperty("application_name", "store")));
        storage = groupCommit
                ? new GroupCommitEventStorage(sql, SCHEMA, new GroupCommitLimits(2, 64, 1_000))
                : new PostgresEventStorage(sql, SCHEMA);
        store = TestNode.store(storage);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void lose_and_double_nothing_when_each_failed_append_is_repeated() {
        var done = Uni.join().all(IntStream.range(0, APPENDERS).mapToObj(this::appendAll).toList()).andFailFast()
                .subscribeAsCompletionStage();

        int kills = killWhile(done);

        List<Integer> appends = Outcomes.await(Uni.createFrom().completionStage(done));
        assertThat(kills).as("kills").isPositive();
        assertThat(repeats).as("repeated appends").hasPositiveValue();
        for (int appender = 0; appender < APPENDERS; appender++) {
            var events = Outcomes.await(read("cart-" + appender)).events();
            assertThat(events).extracting(RecordedEvent::streamVersion)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, appends.get(appender) * 2).boxed().toList());
            assertThat(events).extracting(event -> event.data().quantity())
                    .containsExactlyElementsOf(IntStream.range(0, appends.get(appender) * 2).boxed().toList());
        }
    }

    @Test
    void undo_the_session_that_they_belong_to() {
        var failure = Outcomes.failureOf(TestNode.sessions(storage).withSession(session -> session
                .appendToStream("cart-1", List.of(ShoppingCartEvent.added("a")))
                .invoke(this::kill)
                .chain(() -> session.appendToStream("cart-2", List.of(ShoppingCartEvent.added("b"))))));

        assertThat(failure).isInstanceOf(EventStoreUnavailableException.class);
        assertThat(database.number("select count(*) from event_store.streams")).isZero();
        assertThat(Outcomes.await(store.streamExists("cart-1"))).isFalse();
    }

    @Test
    void fail_the_commit_of_the_session_that_they_belong_to() {
        var failure = Outcomes.failureOf(TestNode.sessions(storage).withSession(session -> session
                .appendToStream("cart-1", List.of(ShoppingCartEvent.added("a")))
                .invoke(this::kill)));

        assertThat(failure).isInstanceOf(EventStoreUnavailableException.class);
        assertThat(database.number("select count(*) from event_store.events")).isZero();
    }

    @Test
    void fail_an_append_that_waits_for_a_lock() {
        var holder = Outcomes.await(database.storage(1).begin());
        Outcomes.await(holder.append(Encoded.append("cart-1", ExpectedStreamVersion.noStream(), 1)));

        var waiting = Outcomes.outcome(store.appendToStream("cart-1", List.of(ShoppingCartEvent.added("a"))))
                .subscribeAsCompletionStage();
        Awaitility.await().atMost(Outcomes.AT_MOST)
                .until(() -> database.number("select count(*)" + WAITING_FOR_A_LOCK) == 1);
        database.execute("select pg_terminate_backend(pid)" + WAITING_FOR_A_LOCK);
        var failure = waiting.join().failure();
        Outcomes.await(holder.commit());

        assertThat(failure).get().isInstanceOf(EventStoreUnavailableException.class);
        assertThat(database.number("select stream_version from event_store.streams")).isEqualTo(1);
    }

    @Test
    void do_not_fail_an_append_again_that_is_repeated_at_once() {
        var holder = Outcomes.await(database.storage(1).begin());
        Outcomes.await(holder.append(Encoded.append("cart-1", ExpectedStreamVersion.noStream(), 1)));

        var waiting = Outcomes.outcome(store.appendToStream("cart-1", List.of(EventData.of(ShoppingCartEvent.added("a"))))
                .onFailure(EventStoreUnavailableException.class).retry().atMost(KILLS * 5)).subscribeAsCompletionStage();
        Awaitility.await().atMost(Outcomes.AT_MOST)
                .until(() -> database.number("select count(*)" + WAITING_FOR_A_LOCK) == 1);
        database.execute("select pg_terminate_backend(pid)" + WAITING_FOR_A_LOCK);
        Outcomes.await(holder.rollback());

        assertThat(waiting.join().failure()).isEmpty();
    }

    /** Appends until there were enough kills; gives the number of appends. */
    private Uni<Integer> appendAll(int appender) {
        return Multi.createBy().repeating()
                .uni(AtomicInteger::new, count -> appendNext("cart-" + appender, count.getAndIncrement()))
                .whilst(count -> !isEnough)
                .collect().last();
    }

    private Uni<Integer> appendNext(String streamName, int before) {
        int version = before * 2;
        return untilStored(streamName, version, List.of(EventData.of(new ProductAdded("p", version)),
                EventData.of(new ProductAdded("p", version + 1))))
                .invoke(result -> assertThat(result.nextExpectedStreamVersion()).isEqualTo(version + 2))
                .replaceWith(before + 1);
    }

    /** Repeats what the store reports as unavailable, and nothing else. */
    private Uni<AppendToStreamResult> untilStored(String streamName, long version, List<EventData<?>> events) {
        return store.appendToStream(streamName, events, AppendToStreamOptions.expecting(version))
                .onFailure(EventStoreUnavailableException.class).invoke(repeats::incrementAndGet)
                .onFailure(EventStoreUnavailableException.class).retry()
                .withBackOff(Duration.ofMillis(5), Duration.ofMillis(50)).atMost(KILLS * 5);
    }

    /** The last kill may have hit a connection that nobody has used since. */
    private Uni<ReadStreamResult<ProductAdded>> read(String streamName) {
        return store.readStream(streamName, ProductAdded.class)
                .onFailure(EventStoreUnavailableException.class).retry().atMost(APPENDERS);
    }

    /** Each kill comes after some progress; more of them if none has hit work under way. */
    private int killWhile(CompletableFuture<?> done) {
        int kills = 0;
        for (int step = 1; !done.isDone() && step <= MOST_KILLS && (step <= KILLS || repeats.get() == 0); step++) {
            int events = step * APPENDERS * APPENDS_BETWEEN_KILLS * 2;
            Awaitility.await().atMost(Outcomes.AT_MOST).pollInterval(Duration.ofMillis(2)).until(
                    () -> done.isDone() || database.number("select count(*) from event_store.events") >= events);
            kills += database.strings("select pg_terminate_backend(pid) from (select pid" + OF_THE_STORE
                    + " order by state = 'active' desc, random() limit 1) one").size();
        }
        isEnough = true;
        return kills;
    }

    private void kill() {
        database.execute("select pg_terminate_backend(pid, 5000)" + OF_THE_STORE);
    }
}
