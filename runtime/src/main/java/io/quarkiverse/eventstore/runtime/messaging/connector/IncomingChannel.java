package io.quarkiverse.eventstore.runtime.messaging.connector;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.subscription.delivery.DeliveryFailedException;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * An incoming channel: a subscription whose handler emits a message and is done when that is acknowledged. So each partition
 * has one message under way at most, the checkpoint never passes one that is not acknowledged, and nothing piles up that
 * nobody takes.
 */
final class IncomingChannel {

    private static final Logger LOG = Logger.getLogger(IncomingChannel.class);

    private final IncomingOptions options;
    private final String name;
    private final EventMessages messages;
    private final Subscriptions subscriptions;
    private final RunnerLoops loops;

    private final List<Copy> listening = new CopyOnWriteArrayList<>();
    private final Set<CompletableFuture<@Nullable Void>> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile CompletableFuture<@Nullable Void> started = CompletableFuture.completedFuture(null);

    /** @param loops on which messages are emitted, those of a copy always on the same */
    IncomingChannel(IncomingOptions options, EventMessages messages, Subscriptions subscriptions, RunnerLoops loops) {
        this.options = options;
        this.name = options.channel();
        this.messages = messages;
        this.subscriptions = subscriptions;
        this.loops = loops;
    }

    /** The messages for one copy of the channel. The subscription starts when all copies listen. */
    Multi<Message<?>> messages() {
        return Multi.createFrom().<Message<?>> emitter(this::listen, BackPressureStrategy.BUFFER);
    }

    private synchronized void listen(MultiEmitter<? super Message<?>> emitter) {
        if (isClosed.get() || listening.size() == options.copies()) {
            emitter.fail(new IllegalStateException("Channel " + name + ": expected one subscriber for as long as the "
                    + "application runs, but "
                    + (isClosed.get() ? "the one before has gone." : "there is another.")));
            return;
        }
        emitter.onTermination(this::close);
        if (isClosed.get()) {
            return;
        }
        listening.add(new Copy(emitter, loops.next()));
        if (listening.size() == options.copies()) {
            start();
        }
    }

    /** What is under way is not handled, which is nobody's fault: it comes again when the channel is opened the next time. */
    void close() {
        if (isClosed.compareAndSet(false, true)) {
            LOG.infof("Channel %s: closed, since its consumer has gone or the application stops.", name);
            stopSubscription();
            underWay.forEach(acknowledged -> acknowledged.completeExceptionally(closed()));
            listening.forEach(copy -> copy.emitter().complete());
        }
    }

    /** Nobody waits for it any more when its consumer has gone meanwhile. */
    private void start() {
        SubscriptionOptions subscription = options.subscription();
        Uni<Void> start = options.isInBatches() ? subscriptions.startBatches(subscription, Object.class, this::handleBatch)
                : subscriptions.start(subscription, Object.class, this::handle);
        started = start.onFailure(failure -> isClosed.get()).recoverWithNull().onFailure().invoke(failure -> {
            LOG.errorf(failure, "Channel %s: its subscription %s could not be started.", name, subscription.name());
            isClosed.set(true);
            listening.forEach(copy -> copy.emitter().fail(failure));
        }).invoke(this::stopIfClosed).subscribeAsCompletionStage();
    }

    /** Its consumer went before there was anything to stop. */
    private void stopIfClosed() {
        if (isClosed.get()) {
            stopSubscription();
        }
    }

    private void stopSubscription() {
        subscriptions.stop(options.subscription().name()).subscribe().with(stopped -> {
        }, failure -> LOG.debugf(failure, "Channel %s: its subscription could not be stopped.", name));
    }

    /** Completes when the subscription is started, at once if some copy does not listen yet; fails if it cannot be. */
    Uni<Void> started() {
        return Uni.createFrom().completionStage(() -> started);
    }

    private Uni<Void> handle(RecordedEvent<Object> event) {
        return emit(event.streamName(), acknowledged -> messages.of(event, acknowledged, nack(acknowledged, event)));
    }

    /** A nack does not say which event it is about: then each comes alone. */
    private Uni<Void> handleBatch(List<RecordedEvent<Object>> batch) {
        RecordedEvent<Object> first = batch.get(0);
        return emit(first.streamName(), acknowledged -> messages.of(batch, acknowledged,
                batch.size() == 1 ? nack(acknowledged, first) : fail(acknowledged)));
    }

    private Uni<Void> emit(String streamName, Function<CompletableFuture<@Nullable Void>, Message<?>> message) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<@Nullable Void> acknowledged = new CompletableFuture<>();
            underWay.add(acknowledged);
            acknowledged.whenComplete((done, failure) -> underWay.remove(acknowledged));
            if (isClosed.get()) {
                acknowledged.completeExceptionally(closed());
            } else {
                copyFor(streamName).emit(message, acknowledged);
            }
            return acknowledged;
        });
    }

    private Function<Throwable, CompletionStage<Void>> nack(CompletableFuture<@Nullable Void> acknowledged,
            RecordedEvent<Object> event) {
        return options.failureStrategy() == FailureStrategy.IGNORE ? passOver(acknowledged, event) : fail(acknowledged);
    }

    /** Not while the event store is away: then it would pass over whatever comes. */
    private Function<Throwable, CompletionStage<Void>> passOver(CompletableFuture<@Nullable Void> acknowledged,
            RecordedEvent<Object> event) {
        return reason -> {
            if (DeliveryFailedException.isOfStorage(reason)) {
                return fail(acknowledged).apply(reason);
            }
            LOG.warnf(reason, "Channel %s: event %d of stream %s was not handled, and is passed over.", name,
                    event.streamVersion(), event.streamName());
            acknowledged.complete(null);
            return CompletableFuture.completedFuture(null);
        };
    }

    private Function<Throwable, CompletionStage<Void>> fail(CompletableFuture<@Nullable Void> acknowledged) {
        return reason -> {
            acknowledged.completeExceptionally(explained(reason));
            return CompletableFuture.completedFuture(null);
        };
    }

    /** Reactive Messaging hands a payload to whatever method there is. */
    private Throwable explained(Throwable reason) {
        return reason instanceof ClassCastException
                ? new IllegalStateException("Channel " + name
                        + ": expected a method that takes all that the channel gives, but "
                        + "there is a ClassCastException; event-types says which events it gives, batch and recorded in which "
                        + "form: " + reason.getMessage(), reason)
                : reason;
    }

    /** Events of one stream always take the same way. */
    private Copy copyFor(String streamName) {
        return listening.get(Math.floorMod(streamName.hashCode(), options.copies()));
    }

    private EventStoreUnavailableException closed() {
        return new EventStoreUnavailableException("Channel " + name + ": expected the message to be acknowledged, but the "
                + "channel was closed before.", null);
    }

    /**
     * Who listens. Reactive Messaging takes each message to the event loop on which it was made, and what follows there takes
     * one message at a time.
     */
    private record Copy(MultiEmitter<? super Message<?>> emitter, Executor loop) {

        void emit(Function<CompletableFuture<@Nullable Void>, Message<?>> message,
                CompletableFuture<@Nullable Void> acknowledged) {
            loop.execute(() -> {
                try {
                    emitter.emit(message.apply(acknowledged));
                } catch (RuntimeException | Error e) {
                    acknowledged.completeExceptionally(e);
                }
            });
        }
    }
}
