package io.quarkiverse.eventstore.bench.jmh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.CallerThreads;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommit;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;

/** What group commit costs an append, with a database that answers a batch when the crowd has been accepted. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupCommitBenchmark {

    private static final int CROWD = 64;
    private static final JointOutcome OUTCOME = JointOutcome.of(new Appended(1, List.of(1L), Instant.EPOCH));

    private final CompletableFuture<Void> never = new CompletableFuture<>();
    private final List<JointAppend> appends = new ArrayList<>();
    private final LateSender sender = new LateSender();
    private final GroupCommit groupCommit = new GroupCommit(sender, new GroupCommitLimits(2, 256, 10_000),
            Duration.ofMinutes(1), new OneThread());
    private int answered;

    public GroupCommitBenchmark() {
        for (int i = 0; i < CROWD; i++) {
            appends.add(JointAppend.of(new EncodedAppend("cart-" + i, ExpectedStreamVersion.any(),
                    List.of(new EncodedEvent(UUID.randomUUID(), "added", "{}", null)))));
        }
    }

    @Benchmark
    @OperationsPerInvocation(CROWD)
    public int crowd() {
        answered = 0;
        for (JointAppend append : appends) {
            groupCommit.append(append, never).thenRun(() -> answered++);
        }
        while (answered < CROWD) {
            sender.answer();
        }
        return answered;
    }

    /** On which time stands still. */
    private static final class OneThread implements CallerThreads {

        @Override
        public Optional<Executor> callerContext() {
            return Optional.empty();
        }

        @Override
        public void runForNobody(Runnable task) {
            task.run();
        }

        @Override
        public void runAfter(Duration delay, Runnable task) {
            // Every answer comes in time.
        }
    }

    /** Answers when it is told to. */
    private static final class LateSender implements AppendSender {

        private final List<Runnable> pending = new ArrayList<>();

        @Override
        public CompletionStage<JointOutcome> alone(JointAppend append) {
            return later(OUTCOME);
        }

        @Override
        public CompletionStage<List<JointOutcome>> together(List<JointAppend> batch) {
            return later(batch.stream().map(append -> OUTCOME).toList());
        }

        private <T> CompletionStage<T> later(T answer) {
            CompletableFuture<T> answered = new CompletableFuture<>();
            pending.add(() -> answered.complete(answer));
            return answered;
        }

        void answer() {
            List<Runnable> now = List.copyOf(pending);
            pending.clear();
            now.forEach(Runnable::run);
        }
    }
}
