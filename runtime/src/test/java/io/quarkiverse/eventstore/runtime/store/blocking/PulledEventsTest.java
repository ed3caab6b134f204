package io.quarkiverse.eventstore.runtime.store.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;

class PulledEventsTest {

    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean isCancelled = new AtomicBoolean();

    @Test
    void are_all_delivered_in_order() {
        assertThat(pulled(Multi.createFrom().range(0, 10_000))).containsExactlyElementsOf(range(10_000));
        assertThat(pulled(Multi.createFrom().empty())).isEmpty();
    }

    @Test
    void may_come_from_another_thread() {
        Multi<Integer> source = Multi.createFrom().range(0, 1_000).emitOn(Infrastructure.getDefaultExecutor());

        assertThat(pulled(source)).containsExactlyElementsOf(range(1_000));
    }

    @Test
    void are_asked_for_one_by_one_when_they_are_wanted() {
        Stream<Integer> events = pulled(Multi.createFrom().range(0, 10));
        assertThat(subscriptions).hasValue(0);

        assertThat(events.limit(3).toList()).containsExactly(0, 1, 2);

        assertThat(requested).hasValue(3);
    }

    @Test
    void are_not_read_on_when_the_stream_is_closed() {
        try (Stream<Integer> events = pulled(Multi.createFrom().range(0, 10))) {
            assertThat(events.findFirst()).hasValue(0);
        }

        assertThat(isCancelled).isTrue();
    }

    @Test
    void are_not_read_at_all_when_the_stream_is_closed_before() {
        pulled(Multi.createFrom().range(0, 10)).close();

        assertThat(subscriptions).hasValue(0);
    }

    @Test
    void pass_a_failure_on_as_it_is() {
        IOException failure = new IOException("gone");
        Stream<Integer> events = pulled(Multi.createBy().concatenating().streams(Multi.createFrom().item(1),
                Multi.createFrom().failure(failure)));

        assertThatThrownBy(events::toList).isSameAs(failure);
    }

    @Test
    void are_waited_for_until_the_thread_is_interrupted() {
        Stream<Integer> events = pulled(Multi.createFrom().nothing());
        Thread.currentThread().interrupt();

        assertThatThrownBy(events::toList).isInstanceOf(EventStoreUnavailableException.class)
                .hasMessage("Event store: expected to wait for events, but the thread was interrupted.");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(isCancelled).isTrue();
    }

    @Test
    void are_refused_once_the_stream_is_closed() {
        Stream<Integer> events = pulled(Multi.createFrom().range(0, 10));
        Iterator<Integer> iterator = events.iterator();
        assertThat(iterator.next()).isZero();

        events.close();

        assertThatThrownBy(iterator::next).isInstanceOf(IllegalStateException.class)
                .hasMessage("Stream of events: expected it to be open when an event is wanted, but it was closed.");
    }

    @Test
    void are_not_waited_for_when_another_thread_closes_the_stream() {
        Stream<Integer> events = pulled(Multi.createFrom().nothing());
        CompletableFuture<List<Integer>> waiting = CompletableFuture.supplyAsync(events::toList);
        await().until(() -> subscriptions.get() == 1);

        events.close();

        assertThat(waiting).failsWithin(Duration.ofSeconds(10)).withThrowableThat()
                .havingRootCause().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void are_refused_on_a_thread_that_must_not_block() throws InterruptedException {
        Stream<Integer> events = pulled(Multi.createFrom().nothing());
        AtomicReference<Throwable> failure = new AtomicReference<>();

        Thread loop = new UnblockableThread(() -> failure.set(catchThrowable(events::toList)));
        loop.start();
        loop.join(10_000);

        assertThat(failure.get()).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("BlockingEventStore: expected a thread that may block");
        assertThat(subscriptions).hasValue(0);
    }

    @BeforeAll
    static void letSomeThreadsNotBlock() {
        Infrastructure.setCanCallerThreadBeBlockedSupplier(() -> !(Thread.currentThread() instanceof UnblockableThread));
    }

    @AfterAll
    static void letAllThreadsBlock() {
        Infrastructure.resetCanCallerThreadBeBlockedSupplier();
    }

    private static final class UnblockableThread extends Thread {

        UnblockableThread(Runnable work) {
            super(work);
        }
    }

    private Stream<Integer> pulled(Multi<Integer> source) {
        return PulledEvents.of(() -> source
                .onSubscription().invoke(subscriptions::incrementAndGet)
                .onRequest().invoke(requested::addAndGet)
                .onCancellation().invoke(() -> isCancelled.set(true)), ThreadTransactions.NONE);
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}
