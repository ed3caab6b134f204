package io.quarkiverse.eventstore.spi;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

/**
 * The transactions that callers are in without saying so.
 */
public interface AmbientTransactions {

    /**
     * That of the caller, if he is in one.
     *
     * @throws IllegalStateException if he is in one in which the event store cannot take part
     */
    Optional<AmbientTransaction> current();

    /**
     * Begins a transaction of that library, in which its entities are at hand; empty if it has none that the event store
     * could take part in, or several.
     *
     * @param contexts gives what runs tasks in a context like that of a request: the transaction is begun and ended there,
     *        and there its entities are at hand
     */
    default Optional<Uni<OpenedTransaction>> open(Supplier<Executor> contexts) {
        return Optional.empty();
    }

    /**
     * A transaction of the library that the event store has begun, and ends.
     *
     * @param commit fails if it is not committed, or nobody knows
     */
    record OpenedTransaction(AmbientTransaction transaction, Supplier<Uni<Void>> commit, Supplier<Uni<Void>> rollback) {
    }

    /**
     * A transaction that somebody else has begun and will end.
     *
     * @param connection an object of a library that the back end knows
     * @param flush has its owner send what he has not sent yet
     */
    record AmbientTransaction(Object connection, Supplier<Uni<Void>> flush) {
    }
}
