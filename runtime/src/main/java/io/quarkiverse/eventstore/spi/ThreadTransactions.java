package io.quarkiverse.eventstore.spi;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The transactions that calling threads are in without saying so. What is done in them is done on the calling thread, which
 * waits.
 */
public interface ThreadTransactions extends AmbientTransactions {

    /** For applications without any. */
    ThreadTransactions NONE = new ThreadTransactions() {

        @Override
        public Optional<AmbientTransaction> current() {
            return Optional.empty();
        }

        @Override
        public <T> T keep(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void giveUp() {
        }
    };

    /**
     * Does something on the calling thread, and sees to it that other threads on which that goes on do not get into the
     * transaction: its owner would end it beside them.
     */
    <T> T keep(Supplier<T> work);

    /** Sees to it that the transaction cannot be committed: the calling thread does not wait for what is under way in it. */
    void giveUp();
}
