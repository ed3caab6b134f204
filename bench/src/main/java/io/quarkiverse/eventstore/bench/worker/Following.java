package io.quarkiverse.eventstore.bench.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.Histogram;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.bench.BenchEvent;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;

/**
 * What subscriptions do: catch up, and wait for single events.
 */
final class Following {

    /** One event in a second and a half compiles nothing. */
    private static final int UNMEASURED = 1_000;

    /** Longer than it takes until readers look at the end of the log as rarely as they do at all. */
    private static final Duration IDLE = Duration.ofMillis(1_500);
    private static final Duration HARDLY_IDLE = Duration.ofMillis(10);

    private final EventStore store;
    private final Subscriptions subscriptions;

    Following(EventStore store, Subscriptions subscriptions) {
        this.store = store;
        this.subscriptions = subscriptions;
    }

    /** A new subscription from the beginning of the log, until it has handled the events or the time is up. */
    Measurement catchUp(Work work) {
        AtomicLong seen = new AtomicLong();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        long beginning = System.nanoTime();
        subscriptions.start(SubscriptionOptions.named(work.run()), BenchEvent.class, event -> {
            if (seen.incrementAndGet() == work.events()) {
                done.complete(true);
            }
            return Uni.createFrom().voidItem();
        }).await().indefinitely();
        done.completeOnTimeout(false, 60, TimeUnit.SECONDS).join();
        double seconds = (System.nanoTime() - beginning) / 1e9;
        long events = seen.get();
        subscriptions.stop(work.run()).await().indefinitely();
        return new Measurement(events / seconds, 0, 0, 0, 0);
    }

    /**
     * One event after the other, each from the call that appends it to the call of the handler, the log idle in between. Some
     * before them are delivered in quick succession and not measured.
     */
    Measurement deliver(Work work) {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
        DeliveredEvents delivered = new DeliveredEvents();
        subscriptions.start(SubscriptionOptions.named(work.run()).withStartFrom(StartFrom.end()), BenchEvent.class,
                event -> delivered.note(event.streamName())).await().indefinitely();
        for (int i = 0; i < UNMEASURED; i++) {
            deliverAfter(HARDLY_IDLE, "unmeasured-" + work.run() + "-" + i, delivered);
        }
        long beginning = System.nanoTime();
        long end = beginning + (long) (work.seconds() * 1e9);
        long count = 0;
        for (; System.nanoTime() < end; count++) {
            micros.recordValue(TimeUnit.NANOSECONDS
                    .toMicros(deliverAfter(IDLE, "single-" + work.run() + "-" + count, delivered)));
        }
        subscriptions.stop(work.run()).await().atMost(Duration.ofSeconds(10));
        return new Measurement(count / ((System.nanoTime() - beginning) / 1e9), micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99), 0, 0);
    }

    /** Gives the nanoseconds. */
    private long deliverAfter(Duration idle, String stream, DeliveredEvents delivered) {
        LockSupport.parkNanos(idle.toNanos());
        long begun = System.nanoTime();
        CompletableFuture<Long> handled = delivered.await(stream);
        store.appendToStream(stream, List.of(BenchEvent.sample(1))).await().indefinitely();
        return handled.join() - begun;
    }

    /** When the event of a stream was handled. */
    private static final class DeliveredEvents {

        private volatile String expected = "";
        private volatile CompletableFuture<Long> handled = new CompletableFuture<>();

        CompletableFuture<Long> await(String stream) {
            handled = new CompletableFuture<>();
            expected = stream;
            return handled;
        }

        Uni<Void> note(String stream) {
            if (stream.equals(expected)) {
                handled.complete(System.nanoTime());
            }
            return Uni.createFrom().voidItem();
        }
    }
}
