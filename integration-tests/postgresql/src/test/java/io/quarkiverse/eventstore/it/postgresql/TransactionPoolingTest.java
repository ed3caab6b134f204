package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaMigrator;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** A node behind a proxy that pools transactions, set up as the documentation says. */
class TransactionPoolingTest {

    private static final int RACERS = 80;

    private final TestDatabase database = TestDatabase.empty();
    private final TransactionPooler pooler = new TransactionPooler(database, 4);
    private final PgClientDatabase pooled = TestDatabase.over(database.pool(8, options -> options.setPort(pooler.port())
            .setCachePreparedStatements(false).setUseLayer7Proxy(true)));
    private final GroupCommitEventStorage storage = new GroupCommitEventStorage(pooled, TestDatabase.SCHEMA,
            new GroupCommitLimits(2, 64, 10_000));
    private final EventStore store = TestNode.store(storage);
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(10));

    @BeforeEach
    void createSchema() {
        Outcomes.await(new SchemaMigrator(pooled, TestDatabase.SCHEMA).migrate());
    }

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.close();
        pooler.close();
    }

    @Test
    void appends_and_reads() {
        var outcomes = Outcomes.race(IntStream.range(0, RACERS)
                .mapToObj(i -> i % 2 == 0 ? store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 3))
                        : TestNode.sessions(storage).withSession(session -> session
                                .appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1))
                                .chain(() -> session.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 2)))))
                .toList());

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
        assertThat(Outcomes.await(store.readStream("cart-1", Object.class)).currentStreamVersion())
                .isEqualTo(RACERS * 3L);
        assertThat(Outcomes.failureOf(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1),
                AppendToStreamOptions.expecting(ExpectedStreamVersion.noStream())))).isInstanceOf(ConcurrencyException.class);
    }

    /** No notification reaches it. */
    @Test
    void finds_what_other_nodes_append() {
        database.execute("create table handled (position bigint)");
        List<Long> handled = new CopyOnWriteArrayList<>();
        Outcomes.await(subscriptions.start(SubscriptionOptions.named("at-least-once").withPartitions(2), Object.class,
                event -> Uni.createFrom().voidItem().invoke(() -> handled.add(event.globalPosition()))));
        Outcomes.await(subscriptions.startTransactional(SubscriptionOptions.named("exactly-once").withPartitions(2),
                Object.class, (event, session) -> session.unwrap(SqlConnection.class)
                        .query("insert into handled values (" + event.globalPosition() + ")").execute().replaceWithVoid()));

        EventStore otherNode = TestNode.store(database.storage(4));
        for (int i = 0; i < 50; i++) {
            Outcomes.await(otherNode.appendToStream("cart-" + i % 10, ShoppingCartEvent.numbered("p", 2)));
        }

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.size() >= 100);
        Outcomes.await(subscriptions.awaitPosition("exactly-once", 100, Outcomes.AT_MOST));
        assertThat(handled).containsExactlyInAnyOrderElementsOf(positions());
        assertThat(database.strings("select position from handled")).map(Long::valueOf)
                .containsExactlyInAnyOrderElementsOf(positions());
    }

    private static List<Long> positions() {
        return LongStream.rangeClosed(1, 100).boxed().toList();
    }
}
