package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.JointOutcome.Refused;
import io.quarkiverse.eventstore.spi.JointOutcome.Taken;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/** Appends to several streams that travel with others. */
class JointAppendTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final GroupCommitEventStorage storage = database.groupCommit(4, new GroupCommitLimits(2, 64, 10_000));

    @AfterEach
    void drop() {
        database.close();
    }

    /** One call of the database function, as group commit makes it. */
    @Nested
    class InABatch {

        private final StatementAppendSender sender = new StatementAppendSender(TestDatabase.over(database.pool(2)),
                TestDatabase.SCHEMA);

        @Test
        void is_judged_on_its_own() {
            var outcomes = send(append("a", exactly(0)), joint(append("b", any()), append("c", exactly(4))),
                    joint(append("d", noStream()), append("b", noStream())), append("c", noStream()), append("d", exactly(3)));

            assertThat(outcomes.get(0)).isInstanceOf(Taken.class);
            assertThat(outcomes.get(1)).isEqualTo(new Refused(1, 0));
            assertThat(outcomes.get(2)).isInstanceOf(Taken.class);
            assertThat(outcomes.get(3)).isInstanceOf(Taken.class);
            assertThat(outcomes.get(4)).isEqualTo(new Refused(0, 1));
            assertThat(versions()).containsExactly("a 1", "b 1", "c 1", "d 1");
        }

        @Test
        void leaves_nothing_of_one_that_is_refused_to_those_behind_it() {
            var outcomes = send(joint(append("a", any()), append("z", exactly(9))), append("a", noStream()),
                    joint(append("b", noStream()), append("a", exactly(1))),
                    joint(append("b", exactly(2)), append("c", any())));

            assertThat(outcomes.get(0)).isEqualTo(new Refused(1, 0));
            assertThat(outcomes.get(1)).isInstanceOf(Taken.class);
            assertThat(outcomes.get(2)).isInstanceOf(Taken.class);
            assertThat(outcomes.get(3)).isEqualTo(new Refused(0, 1));
            assertThat(versions()).containsExactly("a 2", "b 1");
            assertThat(database.number("select count(*) from event_store.events")).isEqualTo(3);
        }

        @Test
        void tells_the_positions_of_its_own_events() {
            var outcomes = send(joint(append("b", any(), 2), append("a", any(), 3)), append("c", any()),
                    joint(append("x", exactly(4)), append("y", any())), joint(append("d", any()), append("c", any())));

            assertThat(positions(outcomes.get(0), 0)).isEqualTo(storedPositions("b"));
            assertThat(positions(outcomes.get(0), 1)).isEqualTo(storedPositions("a"));
            assertThat(outcomes.get(2)).isEqualTo(new Refused(0, 0));
            assertThat(Stream.concat(positions(outcomes.get(1), 0).stream(), positions(outcomes.get(3), 1).stream()).toList())
                    .isEqualTo(storedPositions("c"));
        }

        @Test
        void is_refused_as_all_of_many_are() {
            var outcomes = send(IntStream.range(0, 40)
                    .mapToObj(i -> joint(append("a", noStream()), append("b", noStream()))).toArray(JointAppend[]::new));

            assertThat(outcomes.get(0)).isInstanceOf(Taken.class);
            assertThat(outcomes.subList(1, 40)).allSatisfy(outcome -> assertThat(outcome).isEqualTo(new Refused(0, 1)));
        }

        private List<JointOutcome> send(JointAppend... batch) {
            return Outcomes.await(Encoded.jointly(sender, List.of(batch)));
        }
    }

    @Test
    void shares_transactions_with_others() {
        var outcomes = sendTogether(IntStream.range(0, 200).mapToObj(
                i -> i % 4 == 0 ? joint(append("x-" + i, any()), append("y-" + i, any())) : append("s-" + i, any())).toList());

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.item()).get().isInstanceOf(Taken.class));
        assertThat(storage.groupCommit().meter().transactions()).isLessThan(50);
        assertThat(storage.groupCommit().queued()).isZero();
    }

    @Test
    void keeps_its_place_in_the_order_of_every_stream() {
        List<JointAppend> appends = new ArrayList<>();
        for (int version = 0; version < 60; version++) {
            appends.add(version % 3 == 0
                    ? joint(append("b", exactly(version)), append("a", exactly(version)), append("c", exactly(version / 3)))
                    : append("a", exactly(version)));
            if (version % 3 != 0) {
                appends.add(append("b", exactly(version)));
            }
        }

        var outcomes = sendTogether(appends);

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.item()).get().isInstanceOf(Taken.class));
        assertThat(versions()).containsExactly("a 60", "b 60", "c 20");
    }

    @Test
    void recognises_its_repeat_that_comes_while_it_still_waits() {
        JointAppend transfer = joint(append("a", exactly(1)), append("b", noStream()));

        var outcomes = sendTogether(List.of(append("a", noStream()), transfer, transfer, transfer));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.item()).get().isInstanceOf(Taken.class));
        assertThat(versions()).containsExactly("a 2", "b 1");
    }

    @Test
    void fails_alone_when_the_database_refuses_it() {
        List<JointAppend> crowd = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            crowd.add(i % 10 == 5
                    ? joint(append("good-0", any()), new EncodedAppend("bad", any(),
                            List.of(new EncodedEvent(UUID.randomUUID(), "contract-product-added", "{no json", null))))
                    : joint(append("good-0", any()), append("good-" + i, any())));
        }
        crowd.set(0, append("good-0", any()));

        var outcomes = sendTogether(crowd);

        for (int i = 0; i < 60; i++) {
            if (i % 10 == 5) {
                assertThat(outcomes.get(i).failure()).get().isInstanceOf(EventStoreStorageException.class);
            } else {
                assertThat(outcomes.get(i).item()).get().isInstanceOf(Taken.class);
            }
        }
        assertThat(database.number("select stream_version from event_store.streams where stream_name = 'good-0'"))
                .isEqualTo(54);
        assertThat(database.number("select count(*) from event_store.streams where stream_name = 'bad'")).isZero();
    }

    @Test
    void is_withdrawn_from_every_stream_when_it_is_cancelled_while_it_waits() {
        StorageTransaction holder = Outcomes.await(storage.begin());
        Outcomes.await(holder.append(Encoded.append("a", noStream(), 1)));
        var underWay = storage.append(append("a", any())).subscribeAsCompletionStage();
        database.awaitLocks(1);
        CompletableFuture<Void> withdrawn = new CompletableFuture<>();
        var cancelled = storage.append(joint(append("b", any()), append("a", any())), withdrawn);
        var behind = storage.append(append("b", any())).subscribeAsCompletionStage();
        assertThat(storage.groupCommit().queued()).isEqualTo(2);

        withdrawn.complete(null);

        assertThat(cancelled.toCompletableFuture()).isCompletedExceptionally();
        assertThat(behind).succeedsWithin(Outcomes.AT_MOST);
        Outcomes.await(holder.rollback());
        assertThat(underWay).succeedsWithin(Outcomes.AT_MOST);
        assertThat(versions()).containsExactly("a 1", "b 1");
        assertThat(storage.groupCommit().queued()).isZero();
    }

    /** Money is neither made nor lost: each transfer takes a unit from one account and gives it to another. */
    @Test
    void keeps_accounts_balanced_while_two_nodes_transfer_between_them() {
        int accounts = 12;
        EventStore one = TestNode.store(storage);
        EventStore two = TestNode.store(database.groupCommit(4, new GroupCommitLimits(2, 64, 10_000)));

        var outcomes = Outcomes.race(IntStream.range(0, 32)
                .mapToObj(caller -> transfers(caller % 2 == 0 ? one : two, new Random(caller), accounts, 20)).toList());

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(1_280);
        assertThat(database.number("select sum((data->>'quantity')::bigint) from event_store.events")).isZero();
        assertThat(database.number("select count(*) from (select data->>'productId' from event_store.events"
                + " group by 1 having count(*) <> 2) halves")).isZero();
        assertThat(database.number("select deadlocks from pg_stat_database where datname = current_database()")).isZero();
    }

    private static Uni<Void> transfers(EventStore store, Random random, int accounts, int count) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(accounts);
            int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
            boolean isChecked = random.nextBoolean();
            String transfer = UUID.randomUUID().toString();
            done = done.chain(() -> transfer(store, "account-" + from, "account-" + to, transfer, isChecked));
        }
        return done;
    }

    private static Uni<Void> transfer(EventStore store, String from, String to, String transfer, boolean isChecked) {
        StreamAppend taking = StreamAppend.to(from, List.of(new ShoppingCartEvent.ProductAdded(transfer, -1)));
        StreamAppend giving = StreamAppend.to(to, List.of(new ShoppingCartEvent.ProductAdded(transfer, 1)));
        return store.readStream(from, Object.class, ReadStreamOptions.maxCount(0))
                .chain(read -> store.appendToStreams(List.of(giving,
                        isChecked ? taking.expecting(read.currentStreamVersion()) : taking)))
                .onFailure(ConcurrencyException.class).retry().indefinitely()
                .replaceWithVoid();
    }

    private static JointAppend joint(Object... appends) {
        return new JointAppend(Stream.of(appends).map(append -> append instanceof JointAppend single ? single.appends().get(0)
                : (EncodedAppend) append).toList());
    }

    private static JointAppend append(String streamName, ExpectedStreamVersion expected) {
        return append(streamName, expected, 1);
    }

    private static JointAppend append(String streamName, ExpectedStreamVersion expected,
            int events) {
        return JointAppend.of(Encoded.append(streamName, expected, events));
    }

    private List<String> versions() {
        return database.strings("select stream_name || ' ' || stream_version from event_store.streams order by 1");
    }

    private List<Long> storedPositions(String streamName) {
        return database
                .strings("select e.global_position from event_store.events e join event_store.streams s using (stream_id)"
                        + " where s.stream_name = '" + streamName + "' order by e.stream_version")
                .stream().map(Long::valueOf).toList();
    }

    private static List<Long> positions(JointOutcome outcome, int index) {
        return ((Appended) ((Taken) outcome).outcomes().get(index))
                .globalPositions();
    }

    /** All are accepted before the first is answered, so that most of them wait and leave in batches. */
    private List<Outcome<JointOutcome>> sendTogether(List<JointAppend> appends) {
        List<CompletableFuture<Outcome<JointOutcome>>> sent = appends.stream()
                .map(append -> Outcomes.outcome(storage.append(append)).subscribeAsCompletionStage()).toList();
        return sent.stream().map(outcome -> assertThat(outcome).succeedsWithin(Outcomes.AT_MOST).actual()).toList();
    }
}
