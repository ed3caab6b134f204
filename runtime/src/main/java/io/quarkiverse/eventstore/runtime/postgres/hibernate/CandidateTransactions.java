package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.spi.AmbientTransactions.AmbientTransaction;

/**
 * The transactions that a caller is in, of which the event store can take part in one.
 *
 * @param datasource that of the event store
 * @param possible those on that datasource
 * @param elsewhere the units of others
 */
record CandidateTransactions(String datasource, List<AmbientTransaction> possible, List<ReactiveUnit> elsewhere) {

    void add(ReactiveUnit unit, List<AmbientTransaction> transactions) {
        if (unit.datasource().equals(datasource)) {
            possible.addAll(transactions);
        } else if (!transactions.isEmpty()) {
            elsewhere.add(unit);
        }
    }

    /**
     * Empty if the caller is in none.
     *
     * @throws IllegalStateException if he is in several, or in one on another datasource only
     */
    Optional<AmbientTransaction> only() {
        if (possible.size() > 1) {
            throw new IllegalStateException(
                    "Event store: expected the caller to be in one transaction of Hibernate Reactive on the "
                            + "datasource " + datasource + ", but he is in " + possible.size()
                            + ", of sessions of their own: nobody knows "
                            + "which of them the events belong to.");
        }
        if (possible.isEmpty() && !elsewhere.isEmpty()) {
            ReactiveUnit unit = elsewhere.get(0);
            throw new IllegalStateException("Persistence unit " + unit.name() + ": expected it to use the datasource "
                    + datasource
                    + ", that of the event store, so that events are part of its transaction, but it uses " + unit.datasource()
                    + ": call the event store outside of the transaction, or set "
                    + "quarkus.event-store.hibernate-reactive.enabled=false.");
        }
        return possible.stream().findFirst();
    }
}
