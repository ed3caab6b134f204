package io.quarkiverse.eventstore.runtime.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.spi.AmbientTransactions.AmbientTransaction;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.JoinedTransaction;
import io.smallrye.mutiny.Uni;

/**
 * The transactions of others that the store takes part in, each until its owner ends it.
 */
public final class JoinedTransactions {

    private static final Supplier<Uni<Void>> NOTHING_TO_FLUSH = () -> Uni.createFrom().voidItem();

    private final EventStorage storage;
    private final EventCodec codec;
    private final int pageSize;
    private final CommitOrder commits;
    private final Function<AppendedEvents, Uni<Void>> afterCommit;
    private final ConcurrentMap<Object, JoinedSession> sessions = new ConcurrentHashMap<>();

    public JoinedTransactions(EventStorage storage, EventCodec codec, int pageSize, CommitOrder commits,
            Function<AppendedEvents, Uni<Void>> afterCommit) {
        this.storage = storage;
        this.codec = codec;
        this.pageSize = pageSize;
        this.commits = commits;
        this.afterCommit = afterCommit;
    }

    /** @throws IllegalArgumentException if the back end does not know the connection, or it has no open transaction */
    JoinedSession join(Object connection) {
        return join(new AmbientTransaction(connection, NOTHING_TO_FLUSH));
    }

    JoinedSession join(AmbientTransaction ambient) {
        JoinedTransaction joined = storage.join(ambient.connection());
        return sessions.computeIfAbsent(joined.identity(), identity -> begin(joined, ambient.flush()));
    }

    private JoinedSession begin(JoinedTransaction joined, Supplier<Uni<Void>> flush) {
        JoinedSession session = new JoinedSession(new FlushingTransaction(joined.transaction(), flush), storage, codec,
                pageSize,
                commits, afterCommit);
        joined.isCommitted().get().whenComplete((committed, failure) -> {
            sessions.remove(joined.identity());
            session.end(failure == null && committed);
        });
        return session;
    }
}
