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

    private CompletableFuture<Context> answerOf(ContextInternal caller, String streamName) {
        CompletableFuture<Context> answer = new CompletableFuture<>();
        caller.runOnContext(turn -> storage.append(Encoded.append(streamName, any(), 1)).subscribe().with(
                outcome -> answer.complete(Vertx.currentContext()), answer::completeExceptionally));
        return answer;
    }
}
