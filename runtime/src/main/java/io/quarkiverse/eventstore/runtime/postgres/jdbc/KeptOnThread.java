package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.util.function.Supplier;

import jakarta.transaction.TransactionSynchronizationRegistry;

import org.eclipse.microprofile.context.ThreadContext;

import io.smallrye.context.SmallRyeThreadContext;

/**
 * Has the JTA transaction of a calling thread stay there, which context propagation hands to every thread that goes on with the
 * caller's work: a transaction that several threads are in cannot be rolled back by the one that owns it.
 */
final class KeptOnThread {

    private final TransactionSynchronizationRegistry registry;
    private final SmallRyeThreadContext stayingHere = SmallRyeThreadContext.builder().unchanged(ThreadContext.TRANSACTION)
            .cleared().propagated(ThreadContext.ALL_REMAINING).build();

    KeptOnThread(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    <T> T keep(Supplier<T> work) {
        return registry.getTransactionKey() == null ? work.get() : SmallRyeThreadContext.withThreadContext(stayingHere, work);
    }
}
