package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.CartTableNode.NAME;
import static io.quarkiverse.eventstore.it.postgresql.CartTableNode.carts;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.projection.ProjectionState;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

/** What is left of a projection when something fails for one of its versions. */
class FailedProjectionVersionsTest {

    private final CartTableNode node = new CartTableNode();
    private final TestDatabase database = node.database();
    private final DurableSubscriptions subscriptions = node.subscriptions();
    private final SubscribedProjections projections = node.projections();

    @BeforeEach
    void start() {
        Outcomes.await(projections.start(carts()));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void the_version_in_use_is_started_although_the_next_one_cannot_be_built() {
        failToBuildTheNext();
        Outcomes.await(projections.stop(NAME));

        Outcomes.await(projections.start(carts()));

        Outcomes.await(projections.hasSeen(NAME, node.append(2)));
        assertThat(database.number("select count(*) from carts")).isEqualTo(2);
    }

    @Test
    void the_next_one_is_built_as_soon_as_it_can_be() {
        node.append(2);
        failToBuildTheNext();

        database.execute("drop view carts_v2");

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.strings(
                "select tablename from pg_tables where tablename like 'carts%'").equals(List.of("carts_v2")));
        assertThat(database.number("select count(*) from carts")).isEqualTo(2);
    }

    @Test
    void it_can_be_started_again_after_its_end_failed() {
        database.execute("alter table event_store.subscription_nodes rename to elsewhere");
        assertThat(Outcomes.failureOf(projections.stop(NAME))).isInstanceOf(EventStoreStorageException.class);
        database.execute("alter table event_store.elsewhere rename to subscription_nodes");

        Outcomes.await(projections.start(carts()));

        Outcomes.await(projections.hasSeen(NAME, node.append(1)));
    }

    @Test
    void its_other_version_ends_although_the_end_of_one_fails() throws SQLException {
        try (Connection report = database.connect(); Statement statement = report.createStatement()) {
            statement.execute("begin; select * from carts");
            projections.rebuild(NAME).subscribe().with(built -> {
            }, failure -> {
            });
            Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> subscriptions.isRunning("carts@2"));
            database.execute("create function refuse() returns trigger language plpgsql as "
                    + "'begin raise exception ''refused''; end';"
                    + "create trigger refuse before delete on event_store.subscription_nodes for each row "
                    + "when (old.subscription_name = 'carts@1') execute function refuse()");

            assertThat(Outcomes.failureOf(projections.stop(NAME))).hasMessageContaining("refused");

            assertThat(subscriptions.isRunning("carts@2")).isFalse();
            database.execute("drop trigger refuse on event_store.subscription_nodes");
        }
    }

    @Test
    void what_is_left_of_a_former_version_is_dropped_although_the_next_one_cannot_be_built() {
        Outcomes.await(projections.rebuild(NAME));
        database.execute("create view carts_v3 as select 1 as one");
        assertThat(Outcomes.failureOf(projections.rebuild(NAME))).hasMessageContaining("already exists");
        database.execute("create table carts_v1 (position bigint)");
        database.execute("update event_store.projections set dropped_version = 0");

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.strings(
                "select tablename from pg_tables where tablename like 'carts%'").equals(List.of("carts_v2")));
    }

    /** When the version that was in use has just been replaced, its subscription is gone. */
    @Test
    void where_it_stands_is_told_while_versions_are_switched() {
        node.append(1);

        for (int version = 2; version <= 6; version++) {
            CompletableFuture<Void> rebuild = projections.rebuild(NAME).subscribeAsCompletionStage();
            long giveUp = System.nanoTime() + Outcomes.AT_MOST.toNanos();
            ProjectionState state;
            do {
                state = Outcomes.await(projections.state(NAME));
            } while (!rebuild.isDone() && System.nanoTime() < giveUp);
            assertThat(rebuild).isCompleted();
            assertThat(Outcomes.await(projections.state(NAME)).version()).isEqualTo(version);
            assertThat(state.version()).isBetween(version - 1L, (long) version);
        }
    }

    private void failToBuildTheNext() {
        database.execute("create view carts_v2 as select 1 as one");
        assertThat(Outcomes.failureOf(projections.rebuild(NAME))).hasMessageContaining("\"carts_v2\" already exists");
    }
}
