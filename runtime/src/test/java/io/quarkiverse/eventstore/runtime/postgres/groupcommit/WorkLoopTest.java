package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class WorkLoopTest {

    private static final int THREADS = 8;
    private static final int TASKS = 20_000;

    @Test
    void misses_nothing_and_is_done_by_one_thread_at_a_time() {
        Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
        List<Integer> done = new ArrayList<>();
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger mostAtWork = new AtomicInteger();
        WorkLoop loop = new WorkLoop(() -> {
            mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            Integer task = waiting.poll();
            while (task != null) {
                done.add(task);
                task = waiting.poll();
            }
            atWork.decrementAndGet();
        }, "Failed.");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);

        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            int task = i;
            all.add(CompletableFuture.runAsync(() -> {
                waiting.add(task);
                loop.wakeUp();
            }, threads));
        }
        all.forEach(CompletableFuture::join);
        threads.shutdown();

        assertThat(done).hasSize(TASKS).doesNotHaveDuplicates();
        assertThat(mostAtWork).hasValue(1);
    }

    @Test
    void is_done_once_more_when_asked_for_at_work() {
        List<Boolean> wokenUp = new ArrayList<>();
        WorkLoop[] loop = new WorkLoop[1];
        loop[0] = new WorkLoop(() -> {
            assertThat(loop[0].isAtWork()).isTrue();
            if (wokenUp.isEmpty()) {
                wokenUp.add(loop[0].wakeUp());
            } else {
                wokenUp.add(null);
            }
        }, "Failed.");

        assertThat(loop[0].wakeUp()).isTrue();

        assertThat(wokenUp).as("asked for, then done once more").containsExactly(false, null);
        assertThat(loop[0].isAtWork()).isFalse();
    }

    @Test
    void is_done_the_next_time_when_it_has_failed() {
        AtomicInteger runs = new AtomicInteger();
        WorkLoop loop = new WorkLoop(() -> {
            if (runs.incrementAndGet() == 1) {
                throw new StackOverflowError("Not today.");
            }
        }, "Failed.");
        loop.wakeUp();

        assertThat(loop.wakeUp()).isTrue();

        assertThat(runs).hasValue(2);
    }
}
