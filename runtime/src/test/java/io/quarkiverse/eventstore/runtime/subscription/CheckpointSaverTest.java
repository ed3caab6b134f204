package io.quarkiverse.eventstore.runtime.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.inmemory.InMemoryEventStorage;
import io.quarkiverse.eventstore.runtime.subscription.delivery.LeaseLostException;
import io.quarkiverse.eventstore.runtime.subscription.delivery.Tenure;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.SaveMoments;
import io.quarkiverse.eventstore.runtime.vertx.VertxLoops;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

class CheckpointSaverTest {

    private static final String NAME = "mails";

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final RunnerLoop loop = new VertxLoops().loops(vertx, threads).next();
    private final InMemoryEventStorage storage = new InMemoryEventStorage();

    @AfterEach
    void stop() {
        threads.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void saves_what_was_done_when_the_lease_turns_out_to_be_renewed() {
        Tenure tenure = new Tenure(lease(), Tenure.in(Duration.ZERO));
        CheckpointSaver saver = new CheckpointSaver(storage.checkpoints(), tenure, loop);

        loop.execute(() -> {
            saver.done(Progress.to(7), true);
            tenure.renew(Tenure.in(Duration.ofMinutes(1)));
        });

        await().until(() -> now(storage.checkpoints().position(NAME)).equals(Optional.of(7L)));
        assertThat(tenure.isEnding()).isFalse();
    }

    /** The first save ends in another moment than that in which it began: the rest is sent at once. */
    @Test
    void all_is_saved_when_it_was_flushed_also_what_was_sent_meanwhile() {
        Tenure tenure = new Tenure(lease(), Tenure.in(Duration.ofMinutes(1)));
        CheckpointSaver saver = new CheckpointSaver(storage.checkpoints(), tenure, loop);
        CompletableFuture<Void> flushed = new CompletableFuture<>();

        loop.execute(() -> {
            saver.done(Progress.to(7), true);
            saver.done(Progress.to(8), true);
            saver.flush().subscribe().with(flushed::complete, flushed::completeExceptionally);
            // The rest will not be saved any more.
            now(storage.checkpoints().reset(NAME, 0));
            awaitNextMoment();
        });

        assertThat(flushed).failsWithin(Duration.ofSeconds(10)).withThrowableThat()
                .withCauseInstanceOf(LeaseLostException.class);
    }

    private PartitionLease lease() {
        now(storage.checkpoints().register(NAME, 1, 0));
        PartitionLease lease = now(storage.leases().balance(Set.of(NAME), Set.of(), Duration.ofMinutes(1))).get(0).lease();
        now(storage.checkpoints().claim(lease));
        return lease;
    }

    private static void awaitNextMoment() {
        long moment = SaveMoments.OF_THIS_NODE.latest(System.nanoTime());
        while (SaveMoments.OF_THIS_NODE.latest(System.nanoTime()) == moment) {
            Thread.onSpinWait();
        }
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
