package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.CartTableNode.NAME;
import static io.quarkiverse.eventstore.it.postgresql.CartTableNode.carts;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** Versions of read models when nodes, readers and operators do not do what one would like them to. */
class ProjectionVersionsTest {

    private static final String SWITCH = "select event_store.put_projection_in_use('carts', 2, 'carts@1', 'carts@2', false)";

    private final CartTableNode node = new CartTableNode();
    private final TestDatabase database = node.database();
    private final EventStorage storage = node.storage();
    private final SubscribedProjections projections = node.projections();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void waiting_for_one_that_was_prepared_but_never_started_ends() {
        database.execute("insert into event_store.projections (projection_name) values ('carts')");

        var failure = Outcomes.failureOf(projections.hasSeen(NAME, 1, Duration.ofMillis(200)));

        assertThat(failure).isInstanceOf(TimeoutException.class)
                .hasMessage("Projection carts: expected position 1 within PT0.2S, but it is at 0.");
    }

    @Test
    void rebuilding_one_that_was_never_started_fails_and_says_why() {
        assertThat(Outcomes.failureOf(storage.projections().beginBuilding(NAME))).isInstanceOf(IllegalStateException.class)
                .hasMessage("Projection carts: expected its first start to have ended, but it has not.");
    }

    @Test
    void a_start_that_fails_when_nobody_waits_for_it_any_more_can_be_repeated() throws SQLException {
        try (Connection migration = database.connect(); Statement statement = migration.createStatement()) {
            statement.execute("begin; lock table event_store.projections");
            Cancellable start = projections.start(carts()).subscribe().with(started -> {
            });
            database.awaitLocks(1);
            start.cancel();
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity "
                    + "where wait_event_type = 'Lock' and datname = current_database()");
        }

        Awaitility.await().atMost(Outcomes.AT_MOST).ignoreExceptions().until(() -> {
            Outcomes.await(projections.start(carts()));
            return true;
        });
    }

    /** A node may have begun to follow the log for an old version once more, and others start. */
    @Test
    void nobody_waits_while_the_states_of_an_old_version_are_dropped() {
        database.execute("insert into event_store.projections (projection_name, version_in_use) values ('carts', 2);"
                + "insert into event_store.projection_states values ('carts', 1, 'cart-1', '{}');"
                + "create function take_long() returns trigger language plpgsql as "
                + "'begin perform pg_sleep(60); return old; end';"
                + "create trigger take_long before delete on event_store.projection_states "
                + "for each row execute function take_long()");
        Outcomes.await(storage.checkpoints().register("carts@1", 1, 0));
        Outcomes.await(storage.leases().balance(Set.of("carts@1"), Set.of(), Duration.ofMinutes(1)));
        CompletableFuture<Boolean> drop = storage.projections().dropOld(NAME, false).subscribeAsCompletionStage();
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.number("select count(*) from pg_stat_activity "
                + "where wait_event = 'PgSleep' and datname = current_database()") == 1);

        var renewal = storage.leases().balance(Set.of("carts@1"), Set.of(), Duration.ofMinutes(1)).subscribeAsCompletionStage();

        assertThat(renewal).succeedsWithin(Duration.ofSeconds(10));
        assertThat(storage.projections().beginBuilding(NAME).subscribeAsCompletionStage())
                .succeedsWithin(Duration.ofSeconds(10));
        assertThat(drop).isNotDone();
        database.execute("select pg_terminate_backend(pid) from pg_stat_activity "
                + "where wait_event = 'PgSleep' and datname = current_database()");
        assertThat(drop).failsWithin(Outcomes.AT_MOST);
    }

    @Test
    void a_table_does_not_start_from_the_end() {
        var fromEnd = new CartTable(SubscriptionOptions.named(NAME).withStartFrom(StartFrom.end()));

        var failure = Outcomes.failureOf(projections.start(fromEnd));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Projection carts: expected it to start from a position, where each version of it begins, but it "
                        + "starts from the end of the log.");
    }

    @Test
    void a_node_that_comes_too_late_does_not_start_the_old_version_again() throws SQLException {
        Outcomes.await(projections.start(carts()));
        Outcomes.await(projections.stop(NAME));
        try (Connection other = database.connect(); Statement statement = other.createStatement()) {
            statement.execute("begin; select from event_store.projections for update");
            var start = projections.start(carts()).subscribeAsCompletionStage();
            database.awaitLocks(1);
            statement.execute("update event_store.projections set version_in_use = 2");
            statement.execute("delete from event_store.subscriptions; delete from event_store.subscription_leases; "
                    + "delete from event_store.subscription_checkpoints");
            statement.execute("commit");
            assertThat(start).succeedsWithin(Outcomes.AT_MOST);
        }

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> node.subscriptions().isRunning("carts@2"));

        Outcomes.await(projections.hasSeen(NAME, node.append(1)));
        assertThat(database.strings("select subscription_name from event_store.subscriptions")).containsExactly("carts@2");
    }

    @Test
    void what_a_node_left_that_was_ended_after_the_switch_is_dropped() {
        Outcomes.await(projections.start(carts()));
        Outcomes.await(projections.rebuild(NAME));
        Outcomes.await(projections.stop(NAME));
        database.execute("create table carts_v1 (position bigint)");
        database.execute("update event_store.projections set dropped_version = 0");
        Outcomes.await(storage.checkpoints().register("carts@1", 2, 7));

        Outcomes.await(projections.start(carts()));

        assertThat(database.strings("select tablename from pg_tables where tablename like 'carts%'"))
                .containsExactly("carts_v2");
        for (String table : List.of("subscriptions", "subscription_leases", "subscription_checkpoints")) {
            assertThat(database.strings("select distinct subscription_name from event_store." + table))
                    .as(table).containsExactly("carts@2");
        }
    }

    @Test
    void no_partition_is_behind_what_readers_have_seen() {
        building(2);
        database.execute("update event_store.subscription_checkpoints set position = 20 "
                + "where subscription_name = 'carts@1' and partition = 1");
        database.execute("update event_store.subscription_checkpoints set position = 15 where subscription_name = 'carts@2'");

        assertThat(database.strings(SWITCH)).containsExactly("f");
        database.execute("update event_store.subscription_checkpoints set position = 20 where subscription_name = 'carts@2'");
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.strings(SWITCH).equals(List.of("t")));
    }

    @Test
    void the_switch_and_a_reset_do_not_wait_for_each_other() throws SQLException {
        building(2);
        try (Connection reset = database.connect(); Statement statement = reset.createStatement()) {
            statement.execute("begin; update event_store.subscription_leases set token = token + 1 "
                    + "where subscription_name = 'carts@1'");
            var outcome = CompletableFuture.supplyAsync(() -> database.strings(SWITCH));
            database.awaitLocks(1);
            statement.execute("update event_store.subscription_checkpoints set position = 0 "
                    + "where subscription_name = 'carts@1'; commit");

            assertThat(outcome).succeedsWithin(Outcomes.AT_MOST);
        }
    }

    /** A projection whose second version is being built, with subscriptions that nobody runs. */
    private void building(int partitions) {
        database.execute("insert into event_store.projections (projection_name, building_version) values ('carts', 2)");
        Outcomes.await(storage.checkpoints().register("carts@1", partitions, 10));
        Outcomes.await(storage.checkpoints().register("carts@2", partitions, 10));
    }

    @Test
    void all_nodes_go_on_with_the_version_that_one_of_them_has_built() {
        EventStorage otherStorage = database.storage(8);
        DurableSubscriptions otherSubscriptions = TestNode.subscriptions(otherStorage, Duration.ofSeconds(2));
        SubscribedProjections other = TestNode.projections(otherStorage, otherSubscriptions);
        Outcomes.await(projections.start(carts()));
        Outcomes.await(other.start(carts()));
        node.append(20);

        Outcomes.await(Uni.join().all(projections.rebuild(NAME), other.rebuild(NAME)).andFailFast());

        long last = node.append(5);
        Outcomes.await(projections.hasSeen(NAME, last));
        Outcomes.await(other.hasSeen(NAME, last));
        assertThat(database.number("select count(*) from carts")).isEqualTo(25);
        assertThat(database.number("select count(distinct position) from carts")).isEqualTo(25);
        Outcomes.await(other.stop(NAME));
    }

    @Test
    void a_version_whose_builder_is_stopped_is_built_by_another_node() throws SQLException {
        EventStorage otherStorage = database.storage(8);
        SubscribedProjections other = TestNode.projections(otherStorage,
                TestNode.subscriptions(otherStorage, Duration.ofSeconds(2)));
        Outcomes.await(projections.start(carts()));
        Outcomes.await(other.start(carts()));
        Outcomes.await(projections.hasSeen(NAME, node.append(3)));
        try (Connection report = database.connect(); Statement statement = report.createStatement()) {
            statement.execute("begin; select * from carts");
            projections.rebuild(NAME).subscribe().with(built -> {
            }, failure -> {
            });
            database.awaitLocks(1);

            Outcomes.await(projections.stop(NAME));
        }

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.strings(
                "select tablename from pg_tables where tablename like 'carts%'").equals(List.of("carts_v2")));
        Outcomes.await(other.hasSeen(NAME, node.append(1)));
        assertThat(database.number("select count(*) from carts")).isEqualTo(4);
        Outcomes.await(other.stop(NAME));
    }
}
