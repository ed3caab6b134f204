package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Typed;
import jakarta.transaction.TransactionSynchronizationRegistry;

import io.quarkiverse.eventstore.spi.ThreadTransactions;

/**
 * JTA transactions that the event store takes no part in, and leaves where they are.
 */
@Typed(ThreadTransactions.class)
public class OtherJtaTransactions implements ThreadTransactions {

    private final KeptOnThread kept;

    OtherJtaTransactions(TransactionSynchronizationRegistry registry) {
        this.kept = new KeptOnThread(registry);
    }

    @Override
    public Optional<AmbientTransaction> current() {
        return Optional.empty();
    }

    @Override
    public <T> T keep(Supplier<T> work) {
        return kept.keep(work);
    }

    @Override
    public void giveUp() {
    }
}
