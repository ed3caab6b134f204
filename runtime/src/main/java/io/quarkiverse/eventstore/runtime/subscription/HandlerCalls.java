package io.quarkiverse.eventstore.runtime.subscription;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.smallrye.mutiny.Uni;

/**
 * Calls a handler for one event after the other, in a plain loop as long as it is done when it returns.
 */
final class HandlerCalls<E> {

    private final List<LoggedEvent> events;
    private final EventDecoder<E> decoder;
    private final EventHandler<E> handler;
    private final Executor threads;
    private final Tenure tenure;
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private int handled;

    private HandlerCalls(List<LoggedEvent> events, EventDecoder<E> decoder, EventHandler<E> handler, Executor threads,
            Tenure tenure) {
        this.events = events;
        this.decoder = decoder;
        this.handler = handler;
        this.threads = threads;
        this.tenure = tenure;
    }

    /** How many were handled before the tenure was over. */
    static <E> Uni<Integer> of(List<LoggedEvent> events, EventDecoder<E> decoder, EventHandler<E> handler, Executor threads,
            Tenure tenure) {
        return Uni.createFrom().completionStage(() -> {
            HandlerCalls<E> calls = new HandlerCalls<>(events, decoder, handler, threads, tenure);
            calls.continueOnThread();
            return calls.result;
        });
    }

    private void continueOnThread() {
        try {
            threads.execute(this::callOn);
        } catch (RejectedExecutionException e) {
            rejected(e);
        }
    }

    /** No thread is to be had at the moment, which is no failure of the handler. */
    private void rejected(RejectedExecutionException failure) {
        if (handled > 0) {
            result.complete(handled);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private void callOn() {
        while (handled < events.size() && !tenure.isOver()) {
            CompletableFuture<Void> call = call(events.get(handled));
            if (!call.isDone()) {
                call.whenComplete((done, failure) -> goOnAfter(failure));
                return;
            }
            if (call.isCompletedExceptionally()) {
                call.whenComplete((done, failure) -> fail(failure));
                return;
            }
            handled++;
        }
        result.complete(handled);
    }

    private CompletableFuture<Void> call(LoggedEvent logged) {
        try {
            Optional<RecordedEvent<E>> event = decoder.decode(logged);
            return event.isEmpty() ? CompletableFuture.completedFuture(null)
                    : handler.handle(event.get()).subscribeAsCompletionStage();
        } catch (Throwable t) {
            return CompletableFuture.failedFuture(t);
        }
    }

    private void goOnAfter(Throwable failure) {
        if (failure == null) {
            handled++;
            continueOnThread();
        } else {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        result.completeExceptionally(new DeliveryFailedException(handled, failure));
    }
}
