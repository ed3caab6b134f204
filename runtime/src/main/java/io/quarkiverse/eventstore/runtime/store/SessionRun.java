package io.quarkiverse.eventstore.runtime.store;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Runs work in a session to its end, whatever the subscriber does: a cancellation fails the work, which rolls the session back.
 */
public record SessionRun(Supplier<Uni<StorageTransaction>> begin, Function<StorageTransaction, TransactionSession> open) {

    public <T> Uni<T> of(BiFunction<? super TransactionSession, StorageTransaction, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<T> cancelled = new CompletableFuture<>();
            return begin.get().flatMap(transaction -> run(open.apply(transaction), transaction, work, cancelled))
                    .map(Optional::ofNullable)
                    .memoize().indefinitely()
                    .map(result -> result.orElse(null))
                    .onCancellation().invoke(() -> cancelled.completeExceptionally(new CancellationException(
                            "The session was cancelled.")));
        });
    }

    private static <T> Uni<T> run(TransactionSession session, StorageTransaction transaction,
            BiFunction<? super TransactionSession, StorageTransaction, Uni<T>> work, CompletableFuture<T> cancelled) {
        Uni<T> worked = Uni.createFrom().deferred(() -> cancelled.isDone() ? Uni.createFrom().nothing()
                : Returned.uni("Session's work", work.apply(session, transaction)));
        return Uni.createFrom().<T> context(context -> untilCancelled(worked, context, cancelled))
                .onItemOrFailure().transformToUni((result, failure) -> session.end(failure).replaceWith(result));
    }

    /** The session ends whatever callbacks of the work throw when it is cancelled; work that has ended is not cancelled. */
    private static <T> Uni<T> untilCancelled(Uni<T> work, Context context, CompletableFuture<T> cancelled) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Cancellable running = work.subscribe().with(context, outcome::complete, outcome::completeExceptionally);
        cancelled.whenComplete((nothing, cancellation) -> {
            try {
                running.cancel();
            } finally {
                outcome.completeExceptionally(cancellation);
            }
        });
        return Uni.createFrom().completionStage(outcome);
    }
}
