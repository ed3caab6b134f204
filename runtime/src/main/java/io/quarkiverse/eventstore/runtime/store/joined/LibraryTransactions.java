package io.quarkiverse.eventstore.runtime.store.joined;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.spi.AmbientTransactions;
import io.quarkiverse.eventstore.spi.AmbientTransactions.OpenedTransaction;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Uni;

/**
 * Begins transactions through the library whose transactions the store takes part in, so that the library's entities are at
 * hand.
 *
 * @param contexts see {@link AmbientTransactions#open}
 */
public record LibraryTransactions(EventStorage storage, AmbientTransactions ambient, Supplier<Executor> contexts) {

    /** Begins a transaction of the back end where there is none of the library. */
    public Uni<StorageTransaction> begin() {
        return Uni.createFrom().deferred(() -> ambient.open(contexts)
                .map(opening -> opening.chain(opened -> Uni.createFrom().item(() -> transaction(opened))
                        .onFailure().call(() -> opened.rollback().get())))
                .orElseGet(storage::begin));
    }

    private StorageTransaction transaction(OpenedTransaction opened) {
        return new FlushingTransaction(storage.join(opened.transaction().connection()).transaction(),
                opened.transaction().flush(), opened.commit(), opened.rollback());
    }
}
