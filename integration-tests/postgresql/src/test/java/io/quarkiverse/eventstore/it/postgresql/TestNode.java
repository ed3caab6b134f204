package io.quarkiverse.eventstore.it.postgresql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.StorageEventStore;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.runtime.store.joined.JoinedTransactions;
import io.quarkiverse.eventstore.runtime.store.joined.JoiningSessionFactory;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.runtime.vertx.VertxLoops;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * What a node of the application puts together over a storage, each with its own commit order and hooks.
 */
final class TestNode {

    static final int PAGE_SIZE = 500;

    private TestNode() {
    }

    static EventStore store(EventStorage storage) {
        return store(storage, appended -> {
        });
    }

    static EventStore store(EventStorage storage, Consumer<AppendedEvents> hook) {
        return new StorageEventStore(storage, storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> Uni.createFrom().voidItem().invoke(() -> hook.accept(appended)).subscribeAsCompletionStage());
    }

    static EventStore store(EventStorage storage, InlineProjections projections) {
        return new StorageEventStore(storage, storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null))
                .projecting(projections, transactions(storage, projections, appended -> {
                }));
    }

    static EventStore store(EventOperations operations, EventLog log) {
        return new StorageEventStore(operations, log, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null));
    }

    static EventStoreSessionFactory sessions(EventStorage storage) {
        return sessions(storage, InlineProjections.NONE);
    }

    static EventStoreSessionFactory sessions(EventStorage storage, InlineProjections projections) {
        return new JoiningSessionFactory(transactions(storage, projections, appended -> {
        }), joined(storage, projections), Optional::empty);
    }

    static JoinedTransactions joined(EventStorage storage, InlineProjections projections) {
        return new JoinedTransactions(storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null),
                Runnable::run, projections);
    }

    static TransactionSessionFactory transactions(EventStorage storage) {
        return transactions(storage, InlineProjections.NONE, appended -> {
        });
    }

    private static TransactionSessionFactory transactions(EventStorage storage, InlineProjections projections,
            Consumer<AppendedEvents> hook) {
        return new TransactionSessionFactory(storage, codec(), PAGE_SIZE, new CommitOrder(),
                appended -> Uni.createFrom().voidItem().invoke(() -> hook.accept(appended)).subscribeAsCompletionStage(),
                projections);
    }

    /** The subscriptions of a node of its own. */
    static DurableSubscriptions subscriptions(EventStorage storage, Duration leaseDuration) {
        return subscriptions(storage, leaseDuration, loops());
    }

    static DurableSubscriptions subscriptions(EventStorage storage, Duration leaseDuration, RunnerLoops loops) {
        return new DurableSubscriptions(storage, codec(), transactions(storage), loops, leaseDuration);
    }

    /** @param hook is called after the commit of a transactional handler's events */
    static DurableSubscriptions subscriptions(EventStorage storage, Duration leaseDuration, ExecutorService virtualThreads,
            Consumer<AppendedEvents> hook) {
        return new DurableSubscriptions(storage, codec(), transactions(storage, InlineProjections.NONE, hook),
                new VertxLoops().loops(TestDatabase.vertx(), virtualThreads), leaseDuration);
    }

    static RunnerLoops loops() {
        return new VertxLoops().loops(TestDatabase.vertx(), Infrastructure.getDefaultWorkerPool());
    }

    /** The projections of a node of its own. */
    static SubscribedProjections projections(EventStorage storage, DurableSubscriptions subscriptions) {
        return projections(storage, subscriptions, inline(InlineProjections.NONE, storage, subscriptions));
    }

    static SubscribedProjections projections(EventStorage storage, DurableSubscriptions subscriptions,
            InlineReadModels inline) {
        SubscribedProjections projections = new SubscribedProjections(storage.projections(), subscriptions,
                transactions(storage), new JacksonEventSerializer(new ObjectMapper()), loop(), inline);
        TestDatabase.atEndOf(storage, projections::stopLooking);
        return projections;
    }

    /** The inline projections of a node of its own. */
    static InlineReadModels inline(InlineProjections projections, EventStorage storage, DurableSubscriptions subscriptions) {
        InlineReadModels models = new InlineReadModels(projections, storage, codec(),
                transactions(storage, projections, appended -> {
                }), subscriptions, loop());
        TestDatabase.atEndOf(storage, models::stopLooking);
        return models;
    }

    private static RunnerLoop loop() {
        return loops().next();
    }

    static RegisteredEventTypes types() {
        return RegisteredEventTypes.of(List.of(
                new RegisteredEventType("contract-product-added", ShoppingCartEvent.ProductAdded.class, List.of())));
    }

    private static EventCodec codec() {
        return new EventCodec(types(), new JacksonEventSerializer(new ObjectMapper()), new JacksonMetadataFormat(),
                Optional::empty);
    }
}
