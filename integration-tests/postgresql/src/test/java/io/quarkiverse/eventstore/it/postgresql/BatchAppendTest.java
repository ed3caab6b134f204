package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.postgres.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.Uni;

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
