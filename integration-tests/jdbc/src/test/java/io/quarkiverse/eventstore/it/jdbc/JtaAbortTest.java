package io.quarkiverse.eventstore.it.jdbc;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.it.jdbc.LetterEvent.LetterPosted;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** Transactions that fail, take too long or go on on other threads. */
@QuarkusTest
class JtaAbortTest {

    @Inject
    Carts carts;

    @Inject
    BlockingEventStore store;

    @Inject
    BlockingEventStoreSessionFactory sessions;

    @Inject
    EventStore reactive;

    @Inject
    Pool pool;

    @Inject
    TransactionSynchronizationRegistry transactions;

    private final String cart = unique("cart");

    @BeforeEach
    void createTable() {
        carts.createTable();
    }

    @Test
    void a_session_that_fails_prevents_the_commit() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened()));
            assertThatThrownBy(() -> sessions.withSession(session -> {
                session.appendToStream(cart, List.of(opened()));
                throw new IllegalStateException("in the session");
            })).hasMessage("in the session");
        })).isInstanceOf(QuarkusTransactionException.class);

        assertThat(committedVersion()).isZero();
    }

    @Test
    void a_transaction_marked_for_rollback_is_refused_unless_the_store_is_in_it() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            QuarkusTransaction.setRollbackOnly();
            store.appendToStream(cart, List.of(opened()));
        })).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("JTA transaction: expected an active one");

        assertThat(committedVersion()).isZero();
    }

    @Test
    void a_connection_that_is_killed_before_the_commit_leaves_nothing() {
        assertThatThrownBy(() -> carts.add(cart, () -> Outcomes.await(pool.query("select pg_terminate_backend(pid)"
                + " from pg_stat_activity where state = 'idle in transaction' and pid <> pg_backend_pid()").execute())))
                .isNotNull();

        assertThat(committedVersion()).isZero();
        assertThat(carts.products(cart)).isZero();
        carts.add(cart);
        assertThat(committedVersion()).isEqualTo(1);
    }

    @Test
    void a_transaction_that_took_too_long_takes_nothing_more() {
        String other = unique("cart");

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().timeout(1).run(() -> {
            awaitRollback();
            assertThatThrownBy(() -> store.appendToStream(other, List.of(opened())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("JTA transaction: expected an active one");
        })).isInstanceOf(QuarkusTransactionException.class);

        assertThat(Outcomes.await(reactive.streamExists(other))).isFalse();
    }

    @Test
    void a_transaction_that_took_too_long_after_an_append_takes_nothing_more() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().timeout(1).run(() -> {
            store.appendToStream(cart, List.of(opened()));
            awaitRollback();
            assertThatThrownBy(() -> store.appendToStream(cart, List.of(opened())))
                    .isInstanceOf(IllegalStateException.class);
        })).isInstanceOf(QuarkusTransactionException.class);

        assertThat(committedVersion()).isZero();
    }

    /** Another thread ends it, at any moment of an append. */
    @Test
    @Timeout(60)
    void a_transaction_that_takes_too_long_while_it_appends_commits_nothing() {
        for (int i = 0; i < 3; i++) {
            AtomicInteger appends = new AtomicInteger();
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew().timeout(1).run(() -> {
                while (true) {
                    store.appendToStream(cart, List.of(opened()));
                    appends.incrementAndGet();
                }
            })).isNotNull();

            assertThat(appends).hasPositiveValue();
            assertThat(committedVersion()).isZero();
        }
    }

    @Test
    void a_projection_that_goes_on_on_another_thread_is_refused_and_lets_nothing_be_committed() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(
                    () -> assertThatThrownBy(() -> store.appendToStream(cart, List.of(new LetterPosted("Ann"))))
                            .isInstanceOf(InlineProjectionException.class)
                            .hasMessageContaining("JTA transaction: expected everything in it to be done on the thread "
                                    + Thread.currentThread().getName())))
                    .isInstanceOf(QuarkusTransactionException.class);

            assertThat(committedVersion()).isZero();
        }
    }

    @Test
    void that_projection_may_do_so_in_a_transaction_of_the_store() {
        store.appendToStream(cart, List.of(new LetterPosted("Ann")));

        assertThat(committedVersion()).isEqualTo(1);
    }

    @Test
    void a_thread_that_does_not_wait_for_a_projection_commits_nothing() {
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(caller::interrupt);
            assertThatThrownBy(() -> store.appendToStream(cart, List.of(new LetterPosted(ReactiveLetters.SLOW))))
                    .isInstanceOf(EventStoreUnavailableException.class);
            assertThat(Thread.interrupted()).isTrue();
        })).isInstanceOf(QuarkusTransactionException.class);

        assertThat(committedVersion()).isZero();
    }

    /** That of the calling thread's transaction. */
    private void awaitRollback() {
        Awaitility.await().pollInSameThread()
                .until(() -> transactions.getTransactionStatus() == Status.STATUS_ROLLEDBACK);
    }

    /** As others see it: the reactive store has a connection of its own. */
    private long committedVersion() {
        return Outcomes.await(reactive.readStream(cart, Object.class)).currentStreamVersion();
    }
}
