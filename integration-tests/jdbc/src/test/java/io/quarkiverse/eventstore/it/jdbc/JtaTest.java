package io.quarkiverse.eventstore.it.jdbc;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordedHooks;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class JtaTest {

    @Inject
    Carts carts;

    @Inject
    BlockingEventStore store;

    @Inject
    BlockingEventStoreSessionFactory sessions;

    @Inject
    EventStore reactive;

    @Inject
    TransactionSynchronizationRegistry transactions;

    @Inject
    RecordedHooks hooks;

    @Inject
    CommitOrder commits;

    private final String cart = unique("cart");

    @BeforeEach
    void createTable() {
        carts.createTable();
    }

    @Test
    void rows_and_events_are_committed_together() {
        carts.add(cart, () -> assertThat(committedVersion()).isZero());
        carts.add(cart);

        assertThat(committedVersion()).isEqualTo(2);
        assertThat(carts.products(cart)).isEqualTo(2);
    }

    @Test
    void rows_and_events_are_rolled_back_together() {
        carts.add(cart);

        assertThatThrownBy(() -> carts.add(cart, () -> {
            throw new IllegalStateException("after the append");
        })).hasMessage("after the append");

        assertThat(committedVersion()).isEqualTo(1);
        assertThat(carts.products(cart)).isEqualTo(1);
    }

    @Test
    void a_conflict_leaves_the_transaction_as_it_is() {
        carts.add(cart);

        QuarkusTransaction.requiringNew().run(() -> {
            assertThatThrownBy(() -> store.appendToStream(cart, List.of(opened()), AppendToStreamOptions.expecting(0)))
                    .isInstanceOf(ConcurrencyException.class)
                    .hasMessage("Stream " + cart + ": expected no stream, but it is at 1.");
            store.appendToStream(cart, List.of(opened()), AppendToStreamOptions.expecting(1));
        });

        assertThat(committedVersion()).isEqualTo(2);
    }

    @Test
    void reads_see_the_appends_of_the_transaction() {
        QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened(), opened()));

            assertThat(store.streamExists(cart)).isTrue();
            assertThat(store.readStream(cart, Object.class).events()).hasSize(2);
            assertThat(store.streamEvents(cart, Object.class)).hasSize(2);
            assertThat(committedVersion()).isZero();
        });
    }

    @Test
    void a_session_takes_part() {
        QuarkusTransaction.requiringNew().run(() -> {
            sessions.withSession(session -> session.appendToStream(cart, List.of(opened())));
            sessions.withSession(outer -> sessions.withSession(inner -> inner.appendToStream(cart, List.of(opened()),
                    AppendToStreamOptions.expecting(1))));
            assertThat(committedVersion()).isZero();
        });

        assertThat(committedVersion()).isEqualTo(2);
    }

    @Test
    void hooks_run_once_after_the_commit() {
        QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened()));
            assertThat(told(cart)).isZero();
        });
        String rolledBack = unique("cart");
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(rolledBack, List.of(opened()));
            throw new IllegalStateException("rolled back");
        })).hasMessage("rolled back");

        Awaitility.await().until(() -> told(cart) == 1);
        assertThat(told(rolledBack)).isZero();
    }

    /** One that did not end its turn would keep all later events of the stream from what listens, such as forwarding. */
    @Test
    void commits_are_told_in_order_and_rolled_back_ones_not_at_all() {
        Queue<Long> told = new ConcurrentLinkedQueue<>();
        commits.listen(events -> events.stream().filter(event -> event.streamName().equals(cart))
                .forEach(event -> told.add(event.streamVersion())));

        carts.add(cart);
        assertThatThrownBy(() -> carts.add(cart, () -> {
            throw new IllegalStateException("rolled back");
        })).hasMessage("rolled back");
        Awaitility.await().until(() -> told.size() == 1);
        QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened()));
            sessions.withSession(session -> session.appendToStream(cart, List.of(opened())));
            assertThat(told).containsExactly(1L);
        });

        Awaitility.await().until(() -> told.size() == 3);
        assertThat(told).containsExactly(1L, 2L, 3L);
    }

    @Test
    void an_observer_of_the_end_appends_in_a_transaction_of_its_own() {
        String after = unique("cart");

        QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened()));
            transactions.registerInterposedSynchronization(new AfterCompletion(
                    () -> store.appendToStream(after, List.of(opened()))));
        });

        assertThat(Outcomes.await(reactive.streamExists(after))).isTrue();
    }

    private record AfterCompletion(Runnable work) implements Synchronization {

        @Override
        public void beforeCompletion() {
        }

        @Override
        public void afterCompletion(int status) {
            work.run();
        }
    }

    @Test
    void the_log_is_not_read_in_a_transaction() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                .call(() -> store.readAll(Object.class, ReadAllOptions.all()).toList()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("readAll");
    }

    @Test
    void another_thread_is_not_in_the_transaction() {
        QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened()));
            String other = unique("cart");
            CompletableFuture.runAsync(() -> store.appendToStream(other, List.of(opened()))).join();
            assertThat(Outcomes.await(reactive.streamExists(other))).isTrue();
        });

        assertThat(committedVersion()).isEqualTo(1);
    }

    @Test
    void a_long_stream_is_read_in_the_transaction_and_rolled_back_with_it() {
        List<?> events = Collections.nCopies(2_500, opened());
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                store.appendToStream(cart, events);
                assertThat(store.streamEvents(cart, Object.class).count()).isEqualTo(2_500);
                try (var few = store.streamEvents(cart, Object.class)) {
                    assertThat(few.findFirst()).isPresent();
                }
                throw new IllegalStateException("rolled back");
            })).hasMessage("rolled back");

            assertThat(committedVersion()).isZero();
        }
    }

    @Test
    void a_stream_of_events_takes_part_in_the_transaction_that_it_is_read_in() {
        var events = store.streamEvents(cart, Object.class);

        QuarkusTransaction.requiringNew().run(() -> {
            store.appendToStream(cart, List.of(opened()));

            assertThat(events.count()).isEqualTo(1);
        });
    }

    @Test
    void outside_of_a_transaction_an_append_has_its_own() {
        store.appendToStream(cart, List.of(opened()));

        assertThat(committedVersion()).isEqualTo(1);
    }

    @Test
    void a_transaction_within_a_transaction_is_another_one() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            String inner = unique("cart");
            store.appendToStream(cart, List.of(opened()));
            QuarkusTransaction.requiringNew().run(() -> store.appendToStream(inner, List.of(opened())));
            assertThat(Outcomes.await(reactive.streamExists(inner))).isTrue();
            store.appendToStream(cart, List.of(opened()), AppendToStreamOptions.expecting(1));
            throw new IllegalStateException("outer");
        })).hasMessage("outer");

        assertThat(committedVersion()).isZero();
    }

    /** As others see it: the reactive store has a connection of its own. */
    private long committedVersion() {
        return Outcomes.await(reactive.readStream(cart, Object.class)).currentStreamVersion();
    }

    private int told(String streamName) {
        return hooks.toldTo(RecordingHook.NAME, streamName).size();
    }
}
