package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;

/** Callers that block, fail or leave: none of them harms those whose appends travel with his. */
class GroupCommitCallersTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final GroupCommitEventStorage storage = database.groupCommit(8, new GroupCommitLimits(2, 64, 10_000));
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void drop() {
        released.countDown();
        database.close();
    }

    @Test
    void that_block_all_workers_do_not_stop_the_appends() {
        StorageTransaction holder = hold("held-0", "held-1");
        blockAllWorkers();
        try {
            var waiting = new ArrayList<CompletableFuture<AppendOutcome>>();
            for (int i = 0; i < 2; i++) {
                waiting.add(append("held-" + i));
                database.awaitLocks(i + 1);
            }

            assertThat(append("free-1")).succeedsWithin(Outcomes.AT_MOST);

            Outcomes.await(holder.rollback());
            assertThat(waiting).allSatisfy(append -> assertThat(append).succeedsWithin(Outcomes.AT_MOST));
        } finally {
            Infrastructure.setDefaultExecutor();
        }
    }

    @Test
    void that_block_all_workers_do_not_stop_readers_of_the_log() {
        StorageTransaction holder = hold("held-0");
        assertThat(append("free-1")).succeedsWithin(Outcomes.AT_MOST);
        blockAllWorkers();
        try {
            var log = TestNode.store(storage).readAll(ShoppingCartEvent.class, ReadAllOptions.all())
                    .collect().asList().subscribeAsCompletionStage();
            assertThat(log).isNotDone();

            Outcomes.await(holder.commit());

            assertThat(log).succeedsWithin(Outcomes.AT_MOST)
                    .asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
        } finally {
            Infrastructure.setDefaultExecutor();
        }
    }

    @Test
    void that_fail_when_they_are_answered_leave_the_others_their_answer() {
        List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            storage.append(Encoded.append("bad-" + i, any(), 1)).subscribe().with(outcome -> {
                throw new IllegalStateException("thrown by a caller");
            });
            answers.add(append("good-" + i));
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer).succeedsWithin(Outcomes.AT_MOST));
        assertThat(storage.drain().subscribeAsCompletionStage()).succeedsWithin(Outcomes.AT_MOST);
    }

    @Test
    void that_block_a_worker_verticle_leave_the_others_their_answer() {
        CompletableFuture<Void> blocked = new CompletableFuture<>();
        Verticle verticle = new AbstractVerticle() {
            @Override
            public void start() {
                IntStream.range(0, 100).forEach(i -> append("own-" + i));
                context.runOnContext(turn -> {
                    blocked.complete(null);
                    awaitRelease();
                });
            }
        };
        TestDatabase.vertx().deployVerticle(verticle, new DeploymentOptions().setWorker(true))
                .toCompletionStage().toCompletableFuture().join();
        assertThat(blocked).succeedsWithin(Outcomes.AT_MOST);

        var others = IntStream.range(0, 100).mapToObj(i -> append("other-" + i)).toList();

        assertThat(others).allSatisfy(answer -> assertThat(answer).succeedsWithin(Outcomes.AT_MOST));
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Mutiny's workers are the application's: blocking callers can take them all. */
    private static void blockAllWorkers() {
        Infrastructure.setDefaultExecutor(task -> {
        });
    }

    private StorageTransaction hold(String... streamNames) {
        StorageTransaction holder = Outcomes.await(storage.begin());
        for (String streamName : streamNames) {
            Outcomes.await(holder.append(Encoded.append(streamName, any(), 1)));
        }
        return holder;
    }

    private CompletableFuture<AppendOutcome> append(String streamName) {
        return storage.append(Encoded.append(streamName, any(), 1)).subscribeAsCompletionStage();
    }
}
