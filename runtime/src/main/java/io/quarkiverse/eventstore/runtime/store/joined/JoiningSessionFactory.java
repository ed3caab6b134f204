package io.quarkiverse.eventstore.runtime.store.joined;

import java.util.function.Function;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.spi.AmbientTransactions;
import io.smallrye.mutiny.Uni;

/**
 * Sessions that take part in the transaction that their caller is in when he subscribes; without one, each has its own.
 */
public final class JoiningSessionFactory implements EventStoreSessionFactory {

    private final TransactionSessionFactory sessions;
    private final JoinedTransactions joined;
    private final AmbientTransactions ambient;

    /** @param sessions for callers in no transaction */
    public JoiningSessionFactory(TransactionSessionFactory sessions, JoinedTransactions joined, AmbientTransactions ambient) {
        this.sessions = sessions;
        this.joined = joined;
        this.ambient = ambient;
    }

    @Override
    public <T> Uni<T> withSession(Function<EventStoreSession, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> ambient.current()
                .map(transaction -> joined.join(transaction).withSession(work))
                .orElseGet(() -> sessions.withSession(work)));
    }

    @Override
    public EventStore joining(Object connection) {
        return joined.join(connection).store();
    }
}
