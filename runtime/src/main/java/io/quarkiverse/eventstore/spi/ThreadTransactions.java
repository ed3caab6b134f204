package io.quarkiverse.eventstore.spi;

/**
 * The transactions that calling threads are in without saying so. What is done in them is done on the calling thread, which
 * waits.
 */
public interface ThreadTransactions extends AmbientTransactions {
}
