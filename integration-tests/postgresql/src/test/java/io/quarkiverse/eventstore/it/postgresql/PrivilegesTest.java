package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.projection.InlineStatement;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaMigrator;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaValidator;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;

/** What the application's role must be allowed, and no more. */
class PrivilegesTest {

    private static final List<String> TO_APPEND_AND_READ = List.of(
            "usage on schema event_store",
            "select on event_store.schema_migrations",
            "select, insert, update on event_store.streams",
            "select, insert on event_store.events",
            "execute on all functions in schema event_store");
    private static final List<String> TO_SUBSCRIBE = List.of(
            "select, insert, update on event_store.subscriptions, event_store.subscription_checkpoints, "
                    + "event_store.subscription_leases",
            "select, insert, update, delete on event_store.subscription_nodes, event_store.parked_events");
    private static final List<String> TO_PROJECT = List.of(
            "delete on event_store.subscriptions, event_store.subscription_checkpoints, event_store.subscription_leases",
            "select, insert, update on event_store.projections, event_store.inline_projections",
            "select, insert, update, delete on event_store.projection_states");
    private static final String TO_PROJECT_TO_TABLES = "create on schema public";

    private final String role = "app_" + System.nanoTime();
    private final TestDatabase database = TestDatabase.migrated();
    private final PgClientDatabase sql = TestDatabase.over(database.pool(6, options -> options.setUser(role)));
    private final EventStorage storage = new PostgresEventStorage(sql, SCHEMA);
    private final EventStore store = TestNode.store(storage);
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(storage, Duration.ofSeconds(20));

    @BeforeEach
    void create() {
        database.execute("revoke execute on all functions in schema event_store from public; create role " + role + " login");
    }

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.execute("drop owned by " + role + " cascade; drop role " + role);
        database.close();
    }

    @Test
    void to_append_and_read() {
        grant(TO_APPEND_AND_READ);

        Outcomes.await(new SchemaMigrator(sql, SCHEMA).migrate());
        Outcomes.await(new SchemaValidator(sql, SCHEMA).validate());
        append();

        assertThat(Outcomes.await(store.readAll(Object.class, ReadAllOptions.from(0)).collect().asList())).hasSize(1);
    }

    @Test
    void to_subscribe() {
        grant(TO_APPEND_AND_READ);
        grant(TO_SUBSCRIBE);
        AtomicBoolean isBroken = new AtomicBoolean(true);
        FailurePolicy park = new FailurePolicy(0, Duration.ofMillis(1), Duration.ofMillis(1), WhenExhausted.PARK);

        Outcomes.await(subscriptions.start(SubscriptionOptions.named("s").withFailurePolicy(park), Object.class,
                event -> isBroken.get() ? Uni.createFrom().failure(new IllegalStateException("broken"))
                        : Uni.createFrom().voidItem()));
        Outcomes.await(subscriptions.awaitPosition("s", append(), Outcomes.AT_MOST));
        assertThat(Outcomes.await(subscriptions.parked("s", 9))).hasSize(1);
        isBroken.set(false);
        Outcomes.await(subscriptions.retryParked("s", "cart-1"));

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> Outcomes.await(subscriptions.parked("s", 9)).isEmpty());
        Outcomes.await(subscriptions.discardParked("s", "cart-1"));
        Outcomes.await(subscriptions.pause("s"));
        Outcomes.await(subscriptions.resume("s"));
        Outcomes.await(subscriptions.reset("s", StartFrom.end()));
        Outcomes.await(subscriptions.stop("s"));
        assertThat(Outcomes.await(subscriptions.states())).hasSize(1);
        assertThat(Outcomes.await(storage.readerHolds())).isEmpty();
    }

    @Test
    void to_project() {
        grant(TO_APPEND_AND_READ);
        grant(TO_SUBSCRIBE);
        grant(TO_PROJECT);
        SubscribedProjections projections = TestNode.projections(storage, subscriptions);
        var counts = StateProjection.perStream(SubscriptionOptions.named("counts"), ProductAdded.class, Long.class, () -> 0L,
                (count, event) -> count + 1);

        Outcomes.await(projections.start(counts));
        Outcomes.await(projections.rebuild("counts"));
        Outcomes.await(projections.hasSeen("counts", append()));

        assertThat(Outcomes.await(projections.find(counts, "cart-1"))).hasValue(1L);
        Outcomes.await(projections.stop("counts"));
    }

    @Test
    void to_project_inline() {
        grant(TO_APPEND_AND_READ);
        grant(TO_SUBSCRIBE);
        grant(TO_PROJECT);
        database.execute("create table carts (cart text primary key); grant select, insert, delete on carts to " + role);
        InlineProjections inline = InlineProjections.of(() -> List.of(), () -> List.of(InlineStatement
                .named("carts", ProductAdded.class, "insert into carts values ($1)").clearedBy("delete from carts")),
                TestNode.types());
        InlineReadModels models = TestNode.inline(inline, storage, subscriptions);
        SubscribedProjections projections = TestNode.projections(storage, subscriptions, models);

        Outcomes.await(models.start());
        Outcomes.await(TestNode.store(storage, inline).appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1)));
        Outcomes.await(projections.follow("carts"));
        Outcomes.await(projections.makeInline("carts"));
        Outcomes.await(projections.rebuild("carts"));

        assertThat(database.strings("select cart from carts")).containsExactly("cart-1");
    }

    @Test
    void to_project_to_tables() {
        grant(TO_APPEND_AND_READ);
        grant(TO_SUBSCRIBE);
        grant(TO_PROJECT);
        grant(List.of(TO_PROJECT_TO_TABLES));
        SubscribedProjections projections = TestNode.projections(storage, subscriptions);

        Outcomes.await(projections.start(new CartTable(SubscriptionOptions.named("carts"))));
        Outcomes.await(projections.rebuild("carts"));
        Outcomes.await(projections.hasSeen("carts", append()));
        Outcomes.await(projections.stop("carts"));
        Outcomes.await(projections.start(new CartTable(SubscriptionOptions.named("carts"), "other")));
        Outcomes.await(projections.rebuild("carts"));

        assertThat(database.number("select count(other) from carts")).isOne();
        Outcomes.await(projections.stop("carts"));
    }

    private void grant(List<String> privileges) {
        privileges.forEach(privilege -> database.execute("grant " + privilege + " to " + role));
    }

    private long append() {
        return Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1))).lastEventGlobalPosition();
    }
}
