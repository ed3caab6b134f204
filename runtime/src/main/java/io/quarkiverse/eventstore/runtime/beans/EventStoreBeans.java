package io.quarkiverse.eventstore.runtime.beans;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.projection.InlineStatement;
import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.observability.ForwardedChannels;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.runtime.projection.InlineReadModels;
import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.StorageEventStore;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.blocking.AwaitingEventStore;
import io.quarkiverse.eventstore.runtime.store.blocking.AwaitingSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.CurrentTrace;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.AfterCommitHooks;
import io.quarkiverse.eventstore.runtime.store.commit.AppendedEventsPublisher;
import io.quarkiverse.eventstore.runtime.store.commit.CommitListeners;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.runtime.store.joined.JoinedTransactions;
import io.quarkiverse.eventstore.runtime.store.joined.JoiningEventStore;
import io.quarkiverse.eventstore.runtime.store.joined.JoiningSessionFactory;
import io.quarkiverse.eventstore.runtime.store.joined.LibraryTransactions;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.spi.AmbientTransactions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.ThreadTransactions;
import io.quarkiverse.eventstore.subscription.HandlerThread;

/** Produces the beans of the API. */
@Singleton
public class EventStoreBeans {

    @Produces
    @Singleton
    public EventCodec codec(RegisteredEventTypes types, EventSerializer serializer, Instance<CurrentTrace> trace) {
        return new EventCodec(types, serializer, new JacksonMetadataFormat(),
                trace.isResolvable() ? trace.get() : Optional::empty);
    }

    @Produces
    @Singleton
    public CommitListeners commitListeners(EventStorage storage) {
        CommitListeners listeners = new CommitListeners();
        listeners.add(committed -> storage.signals()
                .appended(committed.events().get(committed.events().size() - 1).globalPosition()));
        return listeners;
    }

    @Produces
    @Singleton
    public CommitOrder commitOrder() {
        return new CommitOrder();
    }

    @Produces
    @Singleton
    public ForwardedChannels forwardedChannels() {
        return new ForwardedChannels();
    }

    @Produces
    @Singleton
    public ForwardingMeter forwardingMeter() {
        return new ForwardingMeter();
    }

    @Produces
    @Singleton
    public AfterCommitHooks hooks(Event<AppendedEvents> observers, CommitListeners listeners) {
        return new AfterCommitHooks(new AppendedEventsPublisher(observers), listeners);
    }

    @Produces
    @Singleton
    public InlineProjections inlineProjections(@Any Instance<InlineProjection<?>> projections,
            @Any Instance<InlineStatement> statements, EventTypes types) {
        return projections.isUnsatisfied() && statements.isUnsatisfied() ? InlineProjections.NONE
                : InlineProjections.of(() -> projections.stream().toList(), () -> statements.stream().toList(), types);
    }

    @Produces
    @Singleton
    public InlineReadModels inlineReadModels(InlineProjections projections, EventStorage storage, EventCodec codec,
            @Projecting TransactionSessionFactory transactions, DurableSubscriptions subscriptions, RunnerLoops loops) {
        return new InlineReadModels(projections, storage, codec, transactions, subscriptions, loops.next());
    }

    /** In whose transactions entities are at hand for inline projections, if the application has such. */
    @Produces
    @Singleton
    @Projecting
    public TransactionSessionFactory projectingTransactions(TransactionSessionFactory transactions, EventStorage storage,
            Instance<AmbientTransactions> ambient, RunnerLoops loops) {
        RunnerLoop loop = loops.next();
        return ambient.isResolvable()
                ? transactions.beginningBy(
                        new LibraryTransactions(storage, ambient.get(), loop::requestContext)::begin, loop::callerContext)
                : transactions;
    }

    /** Takes part in nobody's transaction: each operation is one of its own. */
    @Produces
    @Singleton
    @Typed(StorageEventStore.class)
    public StorageEventStore plainEventStore(EventStorage storage, EventCodec codec, CommitOrder commits,
            AfterCommitHooks hooks, InlineProjections projections, @Projecting TransactionSessionFactory transactions,
            EventStoreConfig config) {
        return new StorageEventStore(storage, storage, codec, config.readPageSize(), commits, hooks)
                .projecting(projections, transactions);
    }

    @Produces
    @ApplicationScoped
    public EventStore eventStore(StorageEventStore store, EventCodec codec, JoinedTransactions joined,
            Instance<AmbientTransactions> ambient) {
        return ambient.isResolvable() ? new JoiningEventStore(store, codec, joined, ambient.get()) : store;
    }

    @Produces
    @Singleton
    public JoinedTransactions joinedTransactions(EventStorage storage, EventCodec codec, CommitOrder commits,
            AfterCommitHooks hooks, RunnerLoops loops, InlineProjections projections, EventStoreConfig config) {
        return new JoinedTransactions(storage, codec, config.readPageSize(), commits, hooks,
                loops.next().handlerThreads(HandlerThread.EVENT_LOOP), projections);
    }

    @Produces
    @Singleton
    public EventStoreSessionFactory sessions(TransactionSessionFactory transactions, JoinedTransactions joined,
            Instance<AmbientTransactions> ambient) {
        return new JoiningSessionFactory(transactions, joined, ambient.isResolvable() ? ambient.get() : Optional::empty);
    }

    @Produces
    @Singleton
    public TransactionSessionFactory transactions(EventStorage storage, EventCodec codec, CommitOrder commits,
            AfterCommitHooks hooks, InlineProjections projections, EventStoreConfig config) {
        return new TransactionSessionFactory(storage, codec, config.readPageSize(), commits, hooks, projections);
    }

    @Produces
    @Singleton
    public DurableSubscriptions subscriptions(EventStorage storage, EventCodec codec, TransactionSessionFactory transactions,
            RunnerLoops loops, CommitListeners listeners, EventStoreConfig config) {
        DurableSubscriptions subscriptions = new DurableSubscriptions(storage, codec, transactions, loops,
                config.subscriptions().leaseDuration());
        listeners.add(committed -> subscriptions.appended());
        return subscriptions;
    }

    @Produces
    @Singleton
    public SubscribedProjections projections(EventStorage storage, DurableSubscriptions subscriptions,
            TransactionSessionFactory transactions, EventSerializer serializer, RunnerLoops loops,
            InlineReadModels inline) {
        return new SubscribedProjections(storage.projections(), subscriptions, transactions, serializer, loops.next(), inline);
    }

    @Produces
    @ApplicationScoped
    public BlockingEventStore blockingEventStore(StorageEventStore store, EventCodec codec, JoinedTransactions joined,
            Instance<ThreadTransactions> ambient) {
        return ambient.isResolvable()
                ? new AwaitingEventStore(new JoiningEventStore(store, codec, joined, ambient.get()), ambient.get())
                : new AwaitingEventStore(store, ThreadTransactions.NONE);
    }

    @Produces
    @ApplicationScoped
    public BlockingEventStoreSessionFactory blockingSessions(TransactionSessionFactory sessions, JoinedTransactions joined,
            Instance<ThreadTransactions> ambient) {
        return new AwaitingSessionFactory(sessions, joined,
                ambient.isResolvable() ? ambient.get() : ThreadTransactions.NONE);
    }
}
