package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.Uni;

/** PostgreSQL plans each statement a few times per connection, then keeps the plan. */
class PlanningTest {

    private static final String REPLANNED = """
            select format('%s plans for %s calls: %s', plans, calls, left(regexp_replace(query, '\\s+', ' ', 'g'), 300))
            from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
              and query ~ 'event_store\\"?\\.' and query !~ 'pg_stat_statements' and calls >= 100 and plans > 0
            order by 1
            """;

    private final TestDatabase database = TestDatabase.migrated();
    private final PgClientDatabase oneConnection = TestDatabase.over(database.pool(1));
    private final EventStorage storage = new PostgresEventStorage(oneConnection, SCHEMA);
    private final StatementAppendSender sender = new StatementAppendSender(oneConnection, SCHEMA);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void is_not_repeated_for_an_append_to_any_stream() {
        assertThat(replanned(i -> append("a", ExpectedStreamVersion.any()))).isEmpty();
    }

    @Test
    void is_not_repeated_for_an_append_to_a_new_stream() {
        assertThat(replanned(i -> append("n-" + i, ExpectedStreamVersion.noStream()))).isEmpty();
    }

    @Test
    void is_not_repeated_for_an_append_at_an_exact_version() {
        Outcomes.await(append("e", ExpectedStreamVersion.noStream()));

        assertThat(replanned(i -> append("e", ExpectedStreamVersion.exactly(i + 1)))).isEmpty();
    }

    @Test
    void is_not_repeated_for_an_append_to_an_existing_stream() {
        Outcomes.await(append("e", ExpectedStreamVersion.noStream()));

        assertThat(replanned(i -> append("e", ExpectedStreamVersion.streamExists()))).isEmpty();
    }

    @Test
    void is_not_repeated_for_a_batch() {
        assertThat(replanned(i -> Encoded.together(sender, batch(i)))).isEmpty();
    }

    @Test
    void is_not_repeated_for_a_refused_append() {
        Outcomes.await(append("e", ExpectedStreamVersion.noStream()));

        assertThat(replanned(i -> append("e", ExpectedStreamVersion.exactly(7)))).isEmpty();
    }

    @Test
    void is_not_repeated_for_a_read_in_either_direction() {
        Outcomes.await(storage.append(Encoded.append("r", ExpectedStreamVersion.any(), 1_000)));
        database.execute("analyze");

        assertThat(replanned(i -> read(i, ReadDirection.FORWARDS))).isEmpty();
        assertThat(replanned(i -> read(i, ReadDirection.BACKWARDS))).isEmpty();
        assertThat(replanned(i -> storage.readData(new StreamRead("r", i, 1_000_000, 10 + i, ReadDirection.FORWARDS),
                data -> data))).isEmpty();
        assertThat(replanned(i -> storage.readData(new StreamRead("r", i, 1_000_000, 10 + i, ReadDirection.BACKWARDS),
                data -> data))).isEmpty();
    }

    @Test
    void is_found_out_where_a_connection_asks_for_it() {
        EventStorage replanning = new PostgresEventStorage(TestDatabase.over(
                database.pool(1, options -> options.addProperty("plan_cache_mode", "force_custom_plan"))), SCHEMA);

        var found = replanned(i -> replanning.append(Encoded.append("a", ExpectedStreamVersion.any(), 1)));

        assertThat(found).singleElement().asString().startsWith("100 plans for 100 calls");
    }

    private Uni<?> append(String streamName, ExpectedStreamVersion expected) {
        return storage.append(Encoded.append(streamName, expected, 1));
    }

    private Uni<?> read(int i, ReadDirection direction) {
        return storage.read(new StreamRead("r", i, 1_000_000, 10 + i, direction), event -> event);
    }

    private static List<EncodedAppend> batch(int i) {
        return List.of(Encoded.append("b-any", ExpectedStreamVersion.any(), 1),
                Encoded.append("b-new-" + i, ExpectedStreamVersion.noStream(), 2),
                Encoded.append("b-exact", ExpectedStreamVersion.exactly(i), 1));
    }

    /** What was planned during the calls 20 to 119, on the one connection. */
    private List<String> replanned(IntFunction<Uni<?>> call) {
        for (int i = 0; i < 20; i++) {
            Outcomes.await(call.apply(i));
        }
        database.execute("create extension if not exists pg_stat_statements; select pg_stat_statements_reset()");
        for (int i = 20; i < 120; i++) {
            Outcomes.await(call.apply(i));
        }
        return database.strings(REPLANNED);
    }
}
