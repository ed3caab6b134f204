package io.quarkiverse.eventstore.spi;

import java.util.Optional;
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
     * A transaction that somebody else has begun and will end.
     *
     * @param connection an object of a library that the back end knows
     * @param flush has its owner send what he has not sent yet
     */
    record AmbientTransaction(Object connection, Supplier<Uni<Void>> flush) {
    }
}
