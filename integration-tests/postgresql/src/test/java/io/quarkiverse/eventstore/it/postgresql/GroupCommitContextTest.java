package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * What a caller's request carries, such as its transaction, its trace and its security identity, lives in its Vert.x context.
 */
class GroupCommitContextTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.groupCommit(4, new GroupCommitLimits(2, 16, 10_000));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void is_the_one_in_which_the_caller_is_answered() {
        List<CompletableFuture<Context>> answers = new ArrayList<>();
        List<Context> callers = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            ContextInternal caller = ((ContextInternal) TestDatabase.vertx().getOrCreateContext()).duplicate();
            callers.add(caller);
            answers.add(answerOf(caller, "cart-" + i % 50));
        }

        for (int i = 0; i < callers.size(); i++) {
            assertThat(answers.get(i)).succeedsWithin(Outcomes.AT_MOST).isSameAs(callers.get(i));
        }
    }

    /** In that of the request that happens to tell him, its transaction, its trace and its identity would be his. */
    @Test
    void is_that_of_nobody_for_a_caller_without_one() {
        StorageTransaction holder = Outcomes.await(storage.begin());
        Outcomes.await(holder.append(Encoded.append("cart-1", any(), 1)));
        storage.append(append("cart-1"), new CompletableFuture<>());
        database.awaitLocks(1);
        CompletableFuture<Void> withdrawn = new CompletableFuture<>();
        var answer = storage.append(append("cart-1"), withdrawn).handle(
                (outcome, failure) -> Vertx.currentContext() instanceof ContextInternal context && context.isDuplicate());

        ContextInternal request = ((ContextInternal) TestDatabase.vertx().getOrCreateContext()).duplicate();
        request.runOnContext(turn -> withdrawn.complete(null));

        assertThat(answer).succeedsWithin(Outcomes.AT_MOST).isEqualTo(false);
        Outcomes.await(holder.rollback());
    }

    private static JointAppend append(String streamName) {
        return JointAppend.of(Encoded.append(streamName, any(), 1));
    }

    private CompletableFuture<Context> answerOf(ContextInternal caller, String streamName) {
        CompletableFuture<Context> answer = new CompletableFuture<>();
        caller.runOnContext(turn -> storage.append(Encoded.append(streamName, any(), 1)).subscribe().with(
                outcome -> answer.complete(Vertx.currentContext()), answer::completeExceptionally));
        return answer;
    }
}
