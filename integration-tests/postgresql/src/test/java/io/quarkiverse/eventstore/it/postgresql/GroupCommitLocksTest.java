package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;

class GroupCommitLocksTest {

    private static final int HELD = 4;

    private final TestDatabase database = TestDatabase.migrated();
    private final GroupCommitEventStorage storage = database.groupCommit(16, new GroupCommitLimits(2, 64, 10_000));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void streams_that_are_held_one_by_one_stall_nobody_else() {
        StorageTransaction holder = hold();
        List<CompletableFuture<AppendOutcome>> waiting = new ArrayList<>();
        for (int i = 0; i < HELD; i++) {
            waiting.add(append("held-" + i));
            database.awaitLocks(i + 1);
        }

        var others = IntStream.range(0, 500).mapToObj(i -> append("free-" + i)).toList();

        assertAppended(others);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        Outcomes.await(holder.commit());
        assertAppended(waiting);
    }

    @Test
    void streams_that_are_held_delay_the_others_of_their_batch_only_for_a_moment() {
        StorageTransaction holder = hold();
        var others = new ArrayList<CompletableFuture<AppendOutcome>>();
        var waiting = new ArrayList<CompletableFuture<AppendOutcome>>();
        for (int i = 0; i < 500; i++) {
            others.add(append("free-" + i));
            if (i % 50 == 25 && waiting.size() < HELD) {
                waiting.add(append("held-" + waiting.size()));
            }
        }

        assertAppended(others);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(storage.groupCommit().meter().splits()).isPositive();
        Outcomes.await(holder.rollback());
        assertAppended(waiting);
    }

    @Test
    void a_session_may_wait_for_a_plain_append_while_others_wait_for_the_session() {
        var store = TestNode.store(storage);
        List<CompletableFuture<AppendOutcome>> waiting = new ArrayList<>();

        var session = TestNode.sessions(storage).withSession(own -> own
                .appendToStream("held-0", List.of(ShoppingCartEvent.added("a")))
                .chain(() -> own.appendToStream("held-1", List.of(ShoppingCartEvent.added("b"))))
                .invoke(() -> {
                    waiting.add(append("held-0"));
                    waiting.add(append("held-1"));
                    waiting.add(append("held-0"));
                })
                .chain(() -> store.appendToStream("plain-1", List.of(ShoppingCartEvent.added("c")))));

        assertThat(Outcomes.await(session).nextExpectedStreamVersion()).isEqualTo(1);
        assertAppended(waiting);
    }

    private StorageTransaction hold() {
        StorageTransaction holder = Outcomes.await(storage.begin());
        for (int i = 0; i < HELD; i++) {
            Outcomes.await(holder.append(Encoded.append("held-" + i, any(), 1)));
        }
        return holder;
    }

    private CompletableFuture<AppendOutcome> append(String streamName) {
        return storage.append(Encoded.append(streamName, any(), 1)).subscribeAsCompletionStage();
    }

    private static void assertAppended(List<CompletableFuture<AppendOutcome>> appends) {
        assertThat(appends).allSatisfy(append -> assertThat(append).succeedsWithin(Outcomes.AT_MOST)
                .isInstanceOf(Appended.class));
    }
}
