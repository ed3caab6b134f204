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
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

/** The view that shows the version in use: who reads it, who may, and what stands on it. */
class ProjectionViewTest {

    private final CartTableNode node = new CartTableNode();
    private final TestDatabase database = node.database();
    private final SubscribedProjections projections = node.projections();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void readers_and_writers_go_on_while_one_reader_keeps_a_new_version_out() throws SQLException {
        Outcomes.await(projections.start(carts()));
        Outcomes.await(projections.hasSeen(NAME, node.append(3)));
        CompletableFuture<?> rebuild;
        try (Connection report = database.connect(); Statement statement = report.createStatement()) {
            statement.execute("begin; select * from carts");
            rebuild = projections.rebuild(NAME).subscribeAsCompletionStage();
            database.awaitLocks(1);

            for (int reader = 1; reader <= 5; reader++) {
                database.execute("do $$ begin set lock_timeout = '3s'; perform * from carts; end $$");
            }
            Outcomes.await(projections.hasSeen(NAME, node.append(1)));

            assertThat(rebuild).isNotDone();
            assertThat(database.number("select count(*) from carts")).isEqualTo(4);
        }
        assertThat(rebuild).succeedsWithin(Outcomes.AT_MOST);
        assertThat(database.number("select count(*) from carts")).isEqualTo(4);
    }

    @Test
    void a_view_stays_open_to_those_to_whom_it_was() {
        String role = "reporter_" + System.nanoTime();
        database.execute("create role " + role);
        Outcomes.await(projections.start(carts()));
        database.execute("grant select on carts to " + role + " with grant option; grant insert on carts to " + role
                + "; alter view carts set (security_barrier = true)");

        Outcomes.await(projections.rebuild(NAME));
        assertThat(privileges(role)).containsExactly("INSERT false", "SELECT true");
        node.startAnew(carts("other_column"));
        Outcomes.await(projections.rebuild(NAME));

        assertThat(privileges(role)).containsExactly("INSERT false", "SELECT true");
        assertThat(database.strings("select reloptions from pg_class where relname = 'carts'"))
                .containsExactly("{security_barrier=true}");
        database.execute("drop owned by " + role + "; drop role " + role);
    }

    @Test
    void a_view_on_the_view_stays_as_long_as_the_columns_do() {
        Outcomes.await(projections.start(carts()));
        database.execute("create view on_top as select * from carts");

        Outcomes.await(projections.rebuild(NAME));
        Outcomes.await(projections.hasSeen(NAME, node.append(2)));
        assertThat(database.number("select count(*) from on_top")).isEqualTo(2);
        node.startAnew(carts("other_column"));
        var failure = Outcomes.failureOf(projections.rebuild(NAME));

        assertThat(failure).isInstanceOf(EventStoreStorageException.class)
                .hasMessageContaining("Projection carts: expected that nothing stands on its view, since version 3 "
                        + "has other columns, but view on_top depends on view carts.");
        database.execute("drop view on_top");
        Outcomes.await(projections.rebuild(NAME));
        assertThat(database.number("select count(other_column) from carts")).isEqualTo(2);
    }

    @Test
    void a_projection_starts_although_its_new_version_cannot_be_put_in_use_yet() {
        Outcomes.await(projections.start(carts()));
        database.execute("create view on_top as select * from carts");
        node.startAnew(carts("other_column"));
        assertThat(Outcomes.failureOf(projections.rebuild(NAME))).hasMessageContaining("view on_top depends on view carts");

        node.startAnew(carts("other_column"));

        assertThat(Outcomes.await(projections.state(NAME)).version()).isEqualTo(1);
        database.execute("drop view on_top");
        Awaitility.await().atMost(Outcomes.AT_MOST)
                .until(() -> Outcomes.await(projections.state(NAME)).version() == 2);
    }

    private List<String> privileges(String role) {
        return database.strings("select privilege_type || ' ' || is_grantable from pg_class, aclexplode(relacl) "
                + "where relname = 'carts' and grantee = '" + role + "'::regrole order by 1");
    }
}
