package io.quarkiverse.eventstore.runtime.store.joined;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.TransactionProjections;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
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
    private final Function<AppendedEvents, CompletionStage<Void>> afterCommit;
    private final Executor hookThreads;
    private final InlineProjections projections;
    private final ConcurrentMap<Object, JoinedSession> sessions = new ConcurrentHashMap<>();

    /** @param hookThreads where what follows a commit is called, with nothing of the owner's context */
    public JoinedTransactions(EventStorage storage, EventCodec codec, int pageSize, CommitOrder commits,
            Function<AppendedEvents, CompletionStage<Void>> afterCommit, Executor hookThreads, InlineProjections projections) {
        this.storage = storage;
        this.codec = codec;
        this.pageSize = pageSize;
        this.commits = commits;
        this.afterCommit = afterCommit;
        this.hookThreads = hookThreads;
        this.projections = projections;
    }

    /** @throws IllegalArgumentException if the back end does not know the connection, or it has no open transaction */
    public JoinedSession join(Object connection) {
        JoinedTransaction joined = storage.join(connection);
        JoinedSession known = sessions.get(joined.identity());
        return known == null ? begin(joined) : known;
    }

    public JoinedSession join(AmbientTransaction ambient) {
        JoinedSession session = join(ambient.connection());
        session.flushBy(ambient.flush());
        return session;
    }

    /** Its end is listened for when the session is known, since that may have come already. */
    private JoinedSession begin(JoinedTransaction joined) {
        FlushingTransaction transaction = new FlushingTransaction(joined.transaction(), NOTHING_TO_FLUSH);
        JoinedSession session = new JoinedSession(transaction, codec, pageSize, commits, afterCommit, hookThreads,
                new TransactionProjections(projections, transaction));
        JoinedSession known = sessions.putIfAbsent(joined.identity(), session);
        if (known != null) {
            return known;
        }
        joined.isCommitted().get().whenComplete((committed, failure) -> {
            sessions.remove(joined.identity());
            session.end(failure == null && committed);
        });
        return session;
    }
}
