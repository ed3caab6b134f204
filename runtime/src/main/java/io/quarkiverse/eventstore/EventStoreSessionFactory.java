package io.quarkiverse.eventstore;

import java.util.function.Function;

import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Uni;

/**
 * The transaction boundary of the event store: runs work in a session that commits as a whole or not at all.
 */
public interface EventStoreSessionFactory {

    /**
     * Runs work in a new transaction and commits it when the work's {@code Uni} completes.
     * <p>
     * All appends of the session commit together or not at all; reads in it see its own appends. The transaction is rolled back
     * if the work throws, if its {@code Uni} fails or is cancelled, and if any append in it failed, even if the work recovered
     * from that failure: the {@code Uni} then fails with the append's failure. {@link AfterCommitHook After-commit hooks} run
     * once for each append after the commit, and not at all after a rollback.
     * <p>
     * With Hibernate Reactive, a session inside of one of its transactions takes part in that instead: it is committed with it,
     * and keeps it from being committed if the session is to be rolled back. Hooks then run after that commit, which does not
     * wait for them.
     * <p>
     * Otherwise a session inside a session is a transaction of its own, and so is an append through the plain
     * {@link EventStore}: one that waits for a stream that the outer session appended to waits for ever, and each takes a
     * further connection of the pool. Inside a session use the session.
     * <p>
     * Two sessions that append to the same streams in opposite order
     * can deadlock; the database then rolls one of them back, which fails with {@link TransactionRolledBackException} and is
     * safe to repeat. If the connection is lost while the transaction commits, the {@code Uni} fails with
     * {@link EventStoreUnavailableException} and the session may or may not have been committed.
     *
     * @param work called once per subscription, after the transaction began
     * @return what the work's {@code Uni} gives, after the commit
     */
    @CheckReturnValue
    <T> Uni<T> withSession(Function<EventStoreSession, Uni<T>> work);

    /**
     * The event store in a transaction that the caller has begun on a connection of his own, and ends himself.
     * <p>
     * What is appended is committed or rolled back with everything else on the connection, and what is read includes it. An
     * append that is refused, with a {@link ConcurrencyException} or as input that cannot be stored, leaves the transaction
     * alone: what was done before can still be committed; after any other failure it can only be rolled back.
     * {@link AfterCommitHook After-commit hooks} run after the caller's commit, which does not wait for them.
     * {@link EventStore#readAll} is refused: it would wait for the transaction's own end.
     * <p>
     * Operations on one connection run one after the other; the streams that were appended to are locked until the transaction
     * ends. An append through another store or session that waits for one of them waits for that end.
     *
     * @param connection with the PostgreSQL back end an {@code io.vertx.mutiny.sqlclient.SqlConnection} or an
     *        {@code io.vertx.sqlclient.SqlConnection}, to the database of the event store
     * @throws IllegalArgumentException if it is no such connection, or has no open transaction
     */
    EventStore joining(Object connection);
}
