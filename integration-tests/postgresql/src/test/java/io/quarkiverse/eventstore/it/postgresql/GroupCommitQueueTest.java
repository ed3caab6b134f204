package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreOverloadedException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/** One append waits in the database for a stream that an open transaction holds; others wait behind it in the queue. */
class GroupCommitQueueTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final GroupCommitEventStorage storage = database.groupCommit(4, new GroupCommitLimits(2, 64, 3));
    private final AtomicInteger hookCalls = new AtomicInteger();
    private final EventStore store = TestNode.store(storage, appended -> hookCalls.incrementAndGet());
    private final StorageTransaction holder = Outcomes.await(storage.begin());

    @BeforeEach
    void hold() {
        Outcomes.await(holder.append(Encoded.append("cart-1", noStream(), 1)));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void refuses_more_than_it_may_hold() {
        var underWay = waitingForTheStream();
        var waiting = IntStream.range(0, 3).mapToObj(i -> append().subscribeAsCompletionStage()).toList();

        Throwable failure = Outcomes.failureOf(append());

        assertThat(failure).isInstanceOf(EventStoreOverloadedException.class).hasMessage("Stream cart-1: expected room in the "
                + "queue of appends, but 3 are waiting (quarkus.event-store.postgresql.group-commit.max-queue-size); nothing was "
                + "sent.");
        assertThat(storage.groupCommit().queued()).isEqualTo(3);
        assertThat(storage.groupCommit().meter().rejections()).isEqualTo(1);
        Outcomes.await(holder.rollback());
        assertThat(underWay).succeedsWithin(Outcomes.AT_MOST);
        assertThat(waiting).allSatisfy(append -> assertThat(append).succeedsWithin(Outcomes.AT_MOST));
        assertThat(database.number("select stream_version from event_store.streams")).isEqualTo(4);
    }

    @Test
    void keeps_appends_back_when_the_database_does_not_end_the_transactions() {
        GroupCommitEventStorage one = database.groupCommit(20, new GroupCommitLimits(1, 64, 3));
        for (int i = 2; i < 20; i++) {
            Outcomes.await(holder.append(Encoded.append("cart-" + i, noStream(), 1)));
        }
        var underWay = new ArrayList<CompletableFuture<AppendOutcome>>();
        for (int i = 0; i < 10; i++) {
            underWay.add(one.append(Encoded.append("cart-" + (i + 2), any(), 1)).subscribeAsCompletionStage());
            database.awaitLocks(i + 1);
        }

        var waiting = IntStream.range(12, 15).mapToObj(i -> one.append(Encoded.append("cart-" + i, any(), 1))
                .subscribeAsCompletionStage()).toList();

        Awaitility.await().during(Duration.ofMillis(300)).atMost(Outcomes.AT_MOST).until(() -> one.groupCommit().queued() == 3);
        assertThat(Outcomes.failureOf(one.append(Encoded.append("cart-16", any(), 1))))
                .isInstanceOf(EventStoreOverloadedException.class);
        Outcomes.await(holder.rollback());
        assertThat(underWay).allSatisfy(append -> assertThat(append).succeedsWithin(Outcomes.AT_MOST));
        assertThat(waiting).allSatisfy(append -> assertThat(append).succeedsWithin(Outcomes.AT_MOST));
    }

    @Test
    void sends_as_much_as_there_is_when_the_limit_is_as_high_as_can_be() {
        GroupCommitEventStorage boundless = database.groupCommit(2, new GroupCommitLimits(Integer.MAX_VALUE, 64, 3));

        Outcomes.await(boundless.append(Encoded.append("cart-2", any(), 1)));

        assertThat(boundless.groupCommit().meter().appends()).isEqualTo(1);
    }

    /** It would hold up the others, and fail them if it is too much for the database. */
    @Test
    void sends_a_large_append_alone() {
        GroupCommitEventStorage one = database.groupCommit(4, new GroupCommitLimits(1, 64, 100));
        var underWay = one.append(Encoded.append("cart-1", any(), 1)).subscribeAsCompletionStage();
        awaitLock();
        var waiting = new ArrayList<CompletableFuture<AppendOutcome>>();
        for (int i = 2; i < 12; i++) {
            waiting.add(one.append(Encoded.append("cart-" + i, any(), 1)).subscribeAsCompletionStage());
        }
        waiting.add(one.append(Encoded.append("import-1", any(), 2_000)).subscribeAsCompletionStage());

        Outcomes.await(holder.rollback());

        assertThat(underWay).succeedsWithin(Outcomes.AT_MOST);
        assertThat(waiting).allSatisfy(append -> assertThat(append).succeedsWithin(Outcomes.AT_MOST));
        assertThat(one.groupCommit().meter().transactions()).isEqualTo(3);
    }

    @Test
    void never_sends_what_was_cancelled_while_it_waited() {
        var underWay = waitingForTheStream();
        var first = append().subscribe().with(result -> {
        });
        var second = append().subscribeAsCompletionStage();

        first.cancel();

        assertThat(storage.groupCommit().queued()).isEqualTo(1);
        Outcomes.await(holder.rollback());
        assertThat(underWay).succeedsWithin(Outcomes.AT_MOST);
        assertThat(second).succeedsWithin(Outcomes.AT_MOST);
        assertThat(database.number("select stream_version from event_store.streams")).isEqualTo(2);
        assertThat(hookCalls).hasValue(2);
    }

    @Test
    void sees_through_what_was_cancelled_on_its_way() {
        var cancelled = append().subscribe().with(result -> {
        });
        awaitLock();

        cancelled.cancel();
        Outcomes.await(holder.rollback());

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> hookCalls.get() == 1);
        assertThat(database.number("select stream_version from event_store.streams")).isEqualTo(1);
    }

    @Test
    void answers_what_was_accepted_before_it_is_drained_and_accepts_nothing_more() {
        var underWay = waitingForTheStream();
        var waiting = append().subscribeAsCompletionStage();

        var drained = storage.drain().subscribeAsCompletionStage();

        assertThat(drained).isNotDone();
        assertThat(Outcomes.failureOf(append())).isInstanceOf(EventStoreUnavailableException.class)
                .hasMessage("Stream cart-1: expected to append, but the application is stopping; nothing was sent.");
        Outcomes.await(holder.rollback());
        assertThat(drained).succeedsWithin(Outcomes.AT_MOST);
        assertThat(underWay).succeedsWithin(Outcomes.AT_MOST);
        assertThat(waiting).succeedsWithin(Outcomes.AT_MOST);
        assertThat(database.number("select stream_version from event_store.streams")).isEqualTo(2);
    }

    @Test
    void is_drained_when_nothing_waits() {
        Outcomes.await(holder.rollback());
        Outcomes.await(append());

        assertThat(storage.drain().subscribeAsCompletionStage()).succeedsWithin(Outcomes.AT_MOST);
    }

    private Uni<AppendToStreamResult> append() {
        return store.appendToStream("cart-1", List.of(ShoppingCartEvent.added("a")));
    }

    private CompletableFuture<AppendToStreamResult> waitingForTheStream() {
        var append = append().subscribeAsCompletionStage();
        awaitLock();
        return append;
    }

    private void awaitLock() {
        database.awaitLocks(1);
    }
}
