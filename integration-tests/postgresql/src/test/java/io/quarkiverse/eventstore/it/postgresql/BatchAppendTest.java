package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;

class BatchAppendTest {

    private static final String NOT_IN_ORDER = """
            select count(*)
            from (select stream_version - lag(stream_version, 1, 0::bigint) over w as version_step,
                         global_position - lag(global_position, 1, 0::bigint) over w as position_step
                  from event_store.events
                  window w as (partition by stream_id order by stream_version)) steps
            where version_step <> 1 or position_step <= 0
            """;

    private final TestDatabase database = TestDatabase.migrated();
    private final AppendSender sender = new StatementAppendSender(TestDatabase.over(database.pool(8)), TestDatabase.SCHEMA);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void takes_more_than_a_thousand_appends() {
        List<EncodedAppend> batch = IntStream.range(0, 1_200).mapToObj(i -> Encoded.append("cart-" + i, any(), 1)).toList();

        assertThat(append(batch)).hasSize(1_200).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Appended.class));
        assertThat(append(batch.stream().map(append -> new EncodedAppend(append.streamName(), noStream(),
                Encoded.append("x-1", any(), 1).events())).toList()))
                .hasSize(1_200).allSatisfy(outcome -> assertThat(outcome).isEqualTo(new Conflict(1)));
    }

    @Test
    void answers_each_append_of_a_stream_that_is_there_twice() {
        var outcomes = append(List.of(Encoded.append("a-1", any(), 1), Encoded.append("a-1", any(), 2)));

        assertThat(outcomes).extracting(outcome -> ((Appended) outcome).streamVersion()).containsExactly(1L, 3L);
        assertThat(outcomes).extracting(outcome -> ((Appended) outcome).globalPositions().size()).containsExactly(1, 2);
    }

    @Test
    void judges_each_append_on_its_own_and_answers_in_order() {
        EncodedAppend first = Encoded.append("z-1", noStream(), 2);
        append(List.of(first, Encoded.append("b-1", any(), 3)));

        var outcomes = append(List.of(
                Encoded.append("y-1", exactly(4), 1), first, Encoded.append("b-1", exactly(3), 2),
                Encoded.append("a-1", any(), 1), Encoded.append("c-1", streamExists(), 1),
                Encoded.append("d-1", noStream(), 4)));

        assertThat(outcomes).hasSize(6);
        assertThat(outcomes.get(0)).isEqualTo(new Conflict(0));
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Repeated.class,
                repeated -> assertThat(repeated.streamVersion()).isEqualTo(2));
        assertAppended(outcomes.get(2), 5, 2);
        assertAppended(outcomes.get(3), 1, 1);
        assertThat(outcomes.get(4)).isEqualTo(new Conflict(0));
        assertAppended(outcomes.get(5), 4, 4);
        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(12);
        assertThat(database.number(NOT_IN_ORDER)).isZero();
    }

    /** Small batches and large ones, with and without streams that are missing, take different ways. */
    @Test
    void judges_large_batches_as_it_judges_their_appends_one_after_the_other() {
        Random random = new Random(7);
        Map<String, List<EncodedAppend>> taken = new HashMap<>();
        int conflicts = 0;
        int repeats = 0;
        for (int round = 0; round < 150; round++) {
            boolean mayMiss = random.nextInt(3) == 0;
            List<EncodedAppend> batch = new ArrayList<>();
            for (int i = 1 + random.nextInt(40); i > 0; i--) {
                String stream = "s-" + (random.nextInt(4) == 0 ? round + "-" + i : random.nextInt(30));
                batch.add(someAppend(stream, taken.getOrDefault(stream, List.of()), mayMiss, random));
            }

            List<AppendOutcome> outcomes = append(batch);

            for (int i = 0; i < batch.size(); i++) {
                EncodedAppend append = batch.get(i);
                List<EncodedAppend> before = taken.computeIfAbsent(append.streamName(), name -> new ArrayList<>());
                long version = versionOf(before);
                if (append.expected().allows(version)) {
                    assertAppended(outcomes.get(i), version + append.events().size(), append.events().size());
                    before.add(append);
                } else if (before.contains(append)) {
                    assertThat(outcomes.get(i)).isInstanceOf(Repeated.class);
                    repeats++;
                } else {
                    assertThat(outcomes.get(i)).as("%s in round %d", append.streamName(), round)
                            .isEqualTo(new Conflict(version));
                    conflicts++;
                }
            }
        }
        assertThat(conflicts).isGreaterThan(100);
        assertThat(repeats).isGreaterThan(100);
        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(
                taken.values().stream().mapToLong(BatchAppendTest::versionOf).sum());
        assertThat(database.number(NOT_IN_ORDER)).isZero();
    }

    /** A connection keeps the plan that it made while there were few streams. */
    @Test
    void looks_for_the_streams_of_a_large_batch_in_the_index() {
        Pool connection = database.pool(1);
        AppendSender oneConnection = new StatementAppendSender(TestDatabase.over(connection), TestDatabase.SCHEMA);
        append(IntStream.range(0, 16).mapToObj(i -> Encoded.append("s-" + i, any(), 1)).toList());
        long before = scansOfAllStreams(connection);

        for (int round = 1; round <= 10; round++) {
            long version = round;
            Outcomes.await(Encoded.together(oneConnection,
                    IntStream.range(0, 16).mapToObj(i -> Encoded.append("s-" + i, exactly(version), 1)).toList()));
        }

        assertThat(scansOfAllStreams(connection)).isEqualTo(before);
        assertThat(database.strings("select distinct stream_version from event_store.streams")).containsExactly("11");
    }

    private long scansOfAllStreams(Pool connection) {
        connection.query("select pg_stat_force_next_flush()").execute().toCompletionStage().toCompletableFuture().join();
        return database.number("select seq_scan from pg_stat_user_tables where relname = 'streams'");
    }

    private static EncodedAppend someAppend(String stream, List<EncodedAppend> before, boolean mayMiss, Random random) {
        int events = 1 + random.nextInt(3);
        long version = versionOf(before);
        return switch (random.nextInt(6)) {
            case 0 -> Encoded.append(stream, noStream(), events);
            case 1, 2 -> Encoded.append(stream, exactly(version), events);
            case 3 -> Encoded.append(stream, version > 0 || mayMiss ? streamExists() : any(), events);
            case 4 -> before.isEmpty() ? Encoded.append(stream, mayMiss ? exactly(3) : any(), events)
                    : before.get(random.nextInt(before.size()));
            default -> Encoded.append(stream, any(), events);
        };
    }

    private static long versionOf(List<EncodedAppend> taken) {
        return taken.stream().mapToLong(append -> append.events().size()).sum();
    }

    @Test
    void reports_a_conflict_with_the_real_version() {
        append(List.of(Encoded.append("a-1", any(), 5), Encoded.append("b-1", any(), 1)));

        var outcomes = append(List.of(Encoded.append("a-1", exactly(3), 1), Encoded.append("b-1", noStream(), 1)));

        assertThat(outcomes).containsExactly(new Conflict(5), new Conflict(1));
    }

    @Test
    void takes_a_thousand_events() {
        var outcomes = append(IntStream.range(0, 50).mapToObj(i -> Encoded.append("s-" + i, noStream(), 20)).toList());

        assertThat(outcomes).hasSize(50).allSatisfy(outcome -> assertAppended(outcome, 20, 20));
        assertThat(database.number("select count(distinct event_id) from event_store.events")).isEqualTo(1_000);
        assertThat(database.number(NOT_IN_ORDER)).isZero();
    }

    @Test
    void does_not_deadlock_with_batches_of_the_same_streams_in_another_order() {
        var outcomes = Outcomes.race(IntStream.range(0, 8).mapToObj(this::twentyBatches).toList());

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
        assertThat(database.strings("select distinct stream_version from event_store.streams")).containsExactly("160");
        assertThat(database.number(NOT_IN_ORDER)).isZero();
    }

    private Uni<Void> twentyBatches(int caller) {
        Random random = new Random(caller);
        Uni<Void> done = Uni.createFrom().voidItem();
        for (int i = 0; i < 20; i++) {
            List<EncodedAppend> batch = new ArrayList<>(
                    IntStream.range(0, 20).mapToObj(stream -> Encoded.append("s-" + stream, any(), 1)).toList());
            Collections.shuffle(batch, random);
            done = done.chain(() -> Encoded.together(sender, batch)).replaceWithVoid();
        }
        return done;
    }

    private List<AppendOutcome> append(List<EncodedAppend> batch) {
        return Outcomes.await(Encoded.together(sender, batch));
    }

    private static void assertAppended(AppendOutcome outcome, long version, int events) {
        assertThat(outcome).asInstanceOf(InstanceOfAssertFactories.type(Appended.class)).satisfies(appended -> {
            assertThat(appended.streamVersion()).isEqualTo(version);
            assertThat(appended.globalPositions()).hasSize(events).isSorted().doesNotHaveDuplicates();
        });
    }
}
