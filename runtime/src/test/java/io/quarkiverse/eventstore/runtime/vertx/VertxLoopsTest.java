package io.quarkiverse.eventstore.runtime.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;

class VertxLoopsTest {

    private static final int EVENT_LOOPS = 4;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final RunnerLoops loops = new VertxLoops().loops(vertx, threads);

    @AfterEach
    void stop() {
        threads.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void spread_runners_over_all_threads_whoever_else_makes_contexts() {
        Map<String, Integer> runners = new HashMap<>();

        for (int i = 0; i < 3 * EVENT_LOOPS; i++) {
            runners.merge(threadOf(loops.next()), 1, Integer::sum);
            ((VertxInternal) vertx).createEventLoopContext();
        }

        assertThat(runners).hasSize(EVENT_LOOPS).values().containsOnly(3);
    }

    /** A timer of Vert.x has whole milliseconds. */
    @RepeatedTest(10)
    void run_nothing_before_its_time() {
        Duration delay = Duration.ofNanos(1_900_000);
        CompletableFuture<Long> ran = new CompletableFuture<>();
        long asked = System.nanoTime();

        loops.next().runAfter(delay, () -> ran.complete(System.nanoTime()));

        assertThat(Duration.ofNanos(ran.join() - asked)).isGreaterThanOrEqualTo(delay);
    }

    private static String threadOf(RunnerLoop loop) {
        CompletableFuture<String> name = new CompletableFuture<>();
        loop.execute(() -> name.complete(Thread.currentThread().getName()));
        return name.join();
    }
}
