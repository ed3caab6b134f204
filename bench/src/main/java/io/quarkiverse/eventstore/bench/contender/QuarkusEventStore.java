package io.quarkiverse.eventstore.bench.contender;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.bench.BenchEvent;
import io.quarkiverse.eventstore.bench.BenchEvent.ProductAdded;

/**
 * This event store: the injected bean with its defaults, and a pool of 16.
 */
public final class QuarkusEventStore implements Contender {

    private static final AggregateStreamOptions<Long, BenchEvent> QUANTITY = AggregateStreamOptions.of(BenchEvent.class,
            () -> 0L, (sum, event) -> sum + ((ProductAdded) event).quantity());

    private final EventStore store;

    public QuarkusEventStore(EventStore store) {
        this.store = store;
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public CompletionStage<Long> append(String stream, int events) {
        List<BenchEvent> list = IntStream.range(0, events).mapToObj(BenchEvent::sample).toList();
        return store.appendToStream(stream, list).map(result -> (long) events).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Long> extend(String stream, long version, int events) {
        return append(stream, events);
    }

    @Override
    public CompletionStage<Long> version(String stream) {
        return store.readStream(stream, BenchEvent.class, ReadStreamOptions.maxCount(0))
                .map(result -> result.currentStreamVersion()).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Boolean> appendAt(String stream, long version) {
        return store.appendToStream(stream, List.of(BenchEvent.sample(1)), AppendToStreamOptions.expecting(version))
                .replaceWith(true)
                .onFailure(ConcurrencyException.class).recoverWithItem(false)
                .subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Long> aggregate(String stream) {
        return store.aggregateStream(stream, QUANTITY).map(result -> result.currentStreamVersion())
                .subscribeAsCompletionStage();
    }
}
