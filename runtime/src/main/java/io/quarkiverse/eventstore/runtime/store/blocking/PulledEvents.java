package io.quarkiverse.eventstore.runtime.store.blocking;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.smallrye.mutiny.Multi;

/**
 * Events for a caller who waits for each: he asks for the next one on his own thread, when he wants it, and so for the pages
 * that are read meanwhile.
 */
final class PulledEvents<T> implements Iterator<T> {

    private final Supplier<Multi<T>> source;
    private final ThreadTransactions transactions;
    private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();

    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean isClosed;
    private @Nullable Signal<T> last;

    private PulledEvents(Supplier<Multi<T>> source, ThreadTransactions transactions) {
        this.source = source;
        this.transactions = transactions;
    }

    /**
     * To be closed if it is not read to its end.
     *
     * @param source asked when the first event is wanted
     */
    static <T> Stream<T> of(Supplier<Multi<T>> source, ThreadTransactions transactions) {
        PulledEvents<T> events = new PulledEvents<>(source, transactions);
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED | Spliterator.NONNULL),
                Spliterator.ORDERED | Spliterator.NONNULL, false)
                .onClose(events::close);
    }

    @Override
    public boolean hasNext() {
        if (last == null) {
            AwaitingEventStore.requireBlockingAllowed();
            last = transactions.keep(this::pull);
        }
        if (last.failure() != null) {
            throw EventLoopGuard.<RuntimeException> unchanged(last.failure());
        }
        return last.event() != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The stream of events has ended.");
        }
        T event = requireNonNull(requireNonNull(last).event());
        last = null;
        return event;
    }

    private Signal<T> pull() {
        if (!isClosed) {
            request();
        }
        try {
            return signals.take();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            return new Signal<>(null, new EventStoreUnavailableException(
                    "Event store: expected to wait for events, but the thread was interrupted.", e));
        }
    }

    private void request() {
        Flow.Subscription present = subscription;
        if (present == null) {
            source.get().subscribe().withSubscriber(new Subscriber());
        } else {
            present.request(1);
        }
    }

    /** Whoever waits is told. */
    private void close() {
        isClosed = true;
        Flow.Subscription present = subscription;
        if (present != null) {
            present.cancel();
        }
        signals.add(new Signal<>(null, new IllegalStateException(
                "Stream of events: expected it to be open when an event is wanted, but it was closed.")));
    }

    /** An event, the failure, or, without either, the end. */
    private record Signal<T>(@Nullable T event, @Nullable Throwable failure) {
    }

    private final class Subscriber implements Flow.Subscriber<T> {

        @Override
        public void onSubscribe(Flow.Subscription subscribed) {
            subscription = subscribed;
            if (isClosed) {
                subscribed.cancel();
            } else {
                subscribed.request(1);
            }
        }

        @Override
        public void onNext(T event) {
            signals.add(new Signal<>(event, null));
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(new Signal<>(null, failure));
        }

        @Override
        public void onComplete() {
            signals.add(new Signal<>(null, null));
        }
    }
}
