package io.quarkiverse.eventstore.runtime.postgres.log;

import java.util.HashSet;
import java.util.Set;

/**
 * The transactions that were appending at some time, as far as they are not over.
 */
final class NotedTransactions {

    /** How a transaction is called that was prepared for a two-phase commit and outlived a restart of the server. */
    private static final String PREPARED_BEFORE_RESTART = "-1/";

    private final Set<String> underWay;

    NotedTransactions(Set<String> appending) {
        this.underWay = new HashSet<>(appending);
    }

    /**
     * Forgets those that are over. A prepared transaction gets another name when the server is restarted: one that has such a
     * name may have been noted under its former one, and no transaction gets such a name otherwise.
     */
    void keep(Set<String> stillAppending) {
        underWay.retainAll(stillAppending);
        stillAppending.stream().filter(name -> name.startsWith(PREPARED_BEFORE_RESTART)).forEach(underWay::add);
    }

    boolean areOver() {
        return underWay.isEmpty();
    }
}
