package io.quarkiverse.eventstore.it.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.it.messaging.CartEvent.ProductAdded;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/** A channel that nothing can be sent to any more, while there is another node. */
@QuarkusTest
@TestProfile(ApplicationOfItsOwn.class)
class ClosedChannelTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String stream = "forward-closed-" + UUID.randomUUID();
    private final List<String> sentElsewhere = new CopyOnWriteArrayList<>();

    @Inject
    EventStore store;

    @Inject
    EventCodec codec;

    @Inject
    TransactionSessionFactory transactions;

    @Inject
    RunnerLoops loops;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    Forwarded forwarded;

    @Inject
    SmallRyeHealthReporter health;

    private DurableSubscriptions otherNode;

    @BeforeEach
    void startOtherNode() {
        otherNode = new DurableSubscriptions(
                new PostgresEventStorage(new PgClientDatabase(pool, vertx), new SchemaName("event_store")), codec, transactions,
                loops, LONG.multipliedBy(2));
        now(otherNode.startStored(SubscriptionOptions.named("forwarding-forwarded"), (batch, isHeld) -> {
            batch.forEach(event -> sentElsewhere.add(event.streamName() + ":" + event.streamVersion()));
            return Uni.createFrom().voidItem();
        }));
    }

    @AfterEach
    void stopOtherNode() {
        now(otherNode.stopAll());
    }

    /** Long before any lease runs out. Only a restart opens the channel again, so this node is not alive any more. */
    @Test
    void is_left_to_the_other_node() {
        now(store.appendToStream(stream, List.of(new ProductAdded("apple"))));
        await().atMost(LONG).until(() -> forwarded.accepted(stream).equals(List.of(stream + ":1")));
        assertThat(forwarding().getString("status")).isEqualTo("UP");
        forwarded.toBreakAt.add(stream + ":2");

        now(store.appendToStream(stream, List.of(new ProductAdded("pear"), new ProductAdded("plum"))));

        await().atMost(LONG).until(() -> sentElsewhere.contains(stream + ":3"));
        assertThat(sentElsewhere.stream().filter(name -> name.startsWith(stream)))
                .containsExactly(stream + ":2", stream + ":3");
        assertThat(forwarded.accepted(stream)).containsExactly(stream + ":1");
        assertThat(forwarding().getString("status")).isEqualTo("DOWN");
        assertThat(forwarding().getJsonObject("data").getString("forwarded")).isEqualTo("closed by its connector");
        assertThat(forwarding().getJsonObject("data").getString(ApplicationOfItsOwn.IN_MEMORY)).isEqualTo("open");
    }

    private JsonObject forwarding() {
        return health.getLiveness().getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals("Event store forwarding")).findFirst().orElseThrow();
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }
}
