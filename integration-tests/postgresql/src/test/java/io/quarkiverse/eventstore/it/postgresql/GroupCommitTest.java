package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;

class GroupCommitTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final GroupCommitEventStorage storage = database.groupCommit(4, new GroupCommitLimits(2, 64, 10_000));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void answers_every_append_of_a_crowd_on_its_own() {
        EncodedAppend earlier = Encoded.append("earlier-1", noStream(), 2);
        Outcomes.await(storage.append(earlier));
        List<EncodedAppend> crowd = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            crowd.add(Encoded.append("new-" + i, noStream(), 1 + i % 3));
            crowd.add(Encoded.append("missing-" + i, exactly(4), 1));
        }
        crowd.add(earlier);

        var outcomes = sendTogether(crowd);

        for (int i = 0; i < 100; i++) {
            int events = 1 + i % 3;
            assertThat(outcomes.get(2 * i).item()).get().isInstanceOfSatisfying(Appended.class, appended -> {
                assertThat(appended.streamVersion()).isEqualTo(events);
                assertThat(appended.globalPositions()).hasSize(events);
            });
            assertThat(outcomes.get(2 * i + 1).item()).contains(new Conflict(0));
        }
        assertThat(outcomes.get(200).item()).get().isInstanceOfSatisfying(Repeated.class,
                repeated -> assertThat(repeated.streamVersion()).isEqualTo(2));
        assertThat(storage.groupCommit().meter().transactions()).isLessThan(50);
    }

    @Test
    void tells_the_positions_that_the_events_have() {
        var crowd = IntStream.range(0, 100).mapToObj(i -> Encoded.append("cart-" + i, any(), 1 + i % 4)).toList();

        var outcomes = sendTogether(crowd);

        for (int i = 0; i < crowd.size(); i++) {
            Appended appended = (Appended) outcomes.get(i).item().orElseThrow();
            assertThat(database.strings("select e.global_position from event_store.events e"
                    + " join event_store.streams s using (stream_id) where s.stream_name = 'cart-" + i
                    + "' order by e.stream_version"))
                    .containsExactlyElementsOf(appended.globalPositions().stream().map(String::valueOf).toList());
        }
    }

    @Test
    void keeps_the_order_of_appends_to_a_stream_that_do_not_wait_for_each_other() {
        List<EncodedAppend> appends = new ArrayList<>();
        for (int version = 0; version < 50; version++) {
            for (int stream = 0; stream < 20; stream++) {
                appends.add(Encoded.append("cart-" + stream, exactly(version), 1));
            }
        }

        var outcomes = sendTogether(appends);

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.item()).get().isInstanceOf(Appended.class));
    }

    @Test
    void lets_appends_to_one_stream_travel_together_and_judges_each_after_those_before() {
        List<EncodedAppend> appends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            appends.add(Encoded.append("hot-1", any(), 1));
            appends.add(Encoded.append("hot-1", exactly(2 * i + 1), 1));
            appends.add(Encoded.append("hot-1", exactly(0), 1));
        }

        var outcomes = sendTogether(appends);

        for (int i = 0; i < 100; i++) {
            assertThat(versionOf(outcomes.get(3 * i))).isEqualTo(2 * i + 1);
            assertThat(versionOf(outcomes.get(3 * i + 1))).isEqualTo(2 * i + 2);
            assertThat(outcomes.get(3 * i + 2).item()).contains(new Conflict(2 * i + 2));
        }
        assertThat(storage.groupCommit().meter().transactions()).isLessThan(50);
    }

    @Test
    void recognises_a_repeat_that_comes_while_the_first_attempt_still_waits() {
        EncodedAppend append = Encoded.append("cart-1", exactly(1), 1);
        List<EncodedAppend> appends = new ArrayList<>(List.of(Encoded.append("cart-1", noStream(), 1)));
        for (int i = 0; i < 20; i++) {
            appends.add(append);
        }

        var outcomes = sendTogether(appends);

        assertThat(versionOf(outcomes.get(1))).isEqualTo(2);
        assertThat(outcomes.subList(2, 21)).allSatisfy(outcome -> assertThat(outcome.item()).get()
                .isInstanceOfSatisfying(Repeated.class, repeated -> assertThat(repeated.streamVersion()).isEqualTo(2)));
    }

    @Test
    void sends_an_append_with_an_event_id_twice_among_others_of_its_stream() {
        EncodedEvent event = Encoded.event(1);
        List<EncodedAppend> appends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            appends.add(Encoded.append("other-" + i, any(), 1));
            appends.add(new EncodedAppend("cart-1", exactly(2 * i), List.of(event, event)));
        }

        var outcomes = sendTogether(appends);

        for (int i = 0; i < 10; i++) {
            assertThat(versionOf(outcomes.get(2 * i))).isEqualTo(1);
            assertThat(versionOf(outcomes.get(2 * i + 1))).isEqualTo(2 * i + 2);
        }
    }

    @Test
    void recognises_a_repeat_of_a_part_of_an_append_that_still_waits() {
        EncodedAppend unconditional = Encoded.append("cart-1", any(), 1);
        EncodedAppend two = Encoded.append("cart-1", exactly(2), 2);
        List<EncodedAppend> appends = List.of(
                Encoded.append("cart-1", noStream(), 1),
                unconditional,
                new EncodedAppend("cart-1", exactly(1), unconditional.events()),
                two,
                new EncodedAppend("cart-1", exactly(3), List.of(two.events().get(1))));

        var outcomes = sendTogether(appends);

        assertThat(versionOf(outcomes.get(3))).isEqualTo(4);
        assertThat(outcomes.get(2).item()).get().isInstanceOfSatisfying(Repeated.class,
                repeated -> assertThat(repeated.streamVersion()).isEqualTo(2));
        assertThat(outcomes.get(4).item()).get().isInstanceOfSatisfying(Repeated.class,
                repeated -> assertThat(repeated.streamVersion()).isEqualTo(4));
    }

    @Test
    void keeps_the_order_within_a_stream_when_a_batch_is_refused() {
        List<EncodedAppend> appends = new ArrayList<>();
        for (int version = 0; version < 40; version++) {
            appends.add(Encoded.append("cart-1", exactly(version), 1));
            appends.add(new EncodedAppend("bad-" + version, any(), List.of(
                    new EncodedEvent(UUID.randomUUID(), "contract-product-added", "{no json", null))));
        }

        var outcomes = sendTogether(appends);

        for (int version = 0; version < 40; version++) {
            assertThat(versionOf(outcomes.get(2 * version))).isEqualTo(version + 1);
        }
        assertThat(storage.groupCommit().meter().splits()).isPositive();
    }

    @Test
    void fails_nobody_but_the_owner_of_an_event_that_the_database_refuses() {
        List<EncodedAppend> crowd = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            crowd.add(Encoded.append("good-" + i, any(), 1));
            if (i % 10 == 5) {
                crowd.add(new EncodedAppend("bad-" + i, any(), List.of(
                        new EncodedEvent(UUID.randomUUID(), "contract-product-added", "{no json", null))));
            }
        }

        var outcomes = sendTogether(crowd);

        for (int i = 0; i < crowd.size(); i++) {
            if (crowd.get(i).streamName().startsWith("good")) {
                assertThat(outcomes.get(i).item()).get().isInstanceOf(Appended.class);
            } else {
                assertThat(outcomes.get(i).failure()).get().isInstanceOf(EventStoreStorageException.class);
            }
        }
        assertThat(storage.groupCommit().meter().splits()).isPositive();
        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(100);
        assertThat(database.number("select count(*) from event_store.streams")).isEqualTo(100);
    }

    private static long versionOf(Outcome<AppendOutcome> outcome) {
        return ((Appended) outcome.item().orElseThrow()).streamVersion();
    }

    /** All are accepted before the first is answered, so that most of them wait and leave in batches. */
    private List<Outcome<AppendOutcome>> sendTogether(List<EncodedAppend> appends) {
        List<CompletableFuture<Outcome<AppendOutcome>>> sent = appends.stream()
                .map(append -> Outcomes.outcome(storage.append(append)).subscribeAsCompletionStage()).toList();
        return sent.stream().map(outcome -> assertThat(outcome).succeedsWithin(Outcomes.AT_MOST).actual()).toList();
    }
}
