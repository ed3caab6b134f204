package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.UnregisteredEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * How a session ends: by commit or rollback, and with which failure.
 */
public abstract class SessionEndContract extends Contract {

    private final String cart = unique("cart");
    private final String order = unique("order");

    @Test
    public void rolls_back_when_the_work_throws() {
        IllegalStateException thrown = new IllegalStateException("thrown by the work");

        Throwable failure = failureInSession(session -> {
            throw thrown;
        });

        assertThat(failure).isSameAs(thrown);
    }

    @Test
    public void rolls_back_when_the_work_throws_in_the_middle() {
        IllegalStateException thrown = new IllegalStateException("thrown in the middle");

        Throwable failure = failureInSession(session -> appending(session, cart, any(), opened()).chain(() -> {
            throw thrown;
        }));

        assertThat(failure).isSameAs(thrown);
        assertMissing(cart);
    }

    @Test
    public void rolls_back_when_the_uni_of_the_work_fails() {
        IllegalStateException failed = new IllegalStateException("failed");
        append(cart, added(2));

        Throwable failure = failureInSession(session -> appending(session, cart, any(), opened())
                .chain(() -> appending(session, order, any(), opened()))
                .chain(() -> Uni.createFrom().failure(failed)));

        assertThat(failure).isSameAs(failed);
        assertAtVersion(cart, 2);
        assertMissing(order);
    }

    @Test
    public void rolls_back_when_it_is_cancelled() {
        cancelAfterAppending(work -> work);

        assertThat(append(cart, any(), opened()).nextExpectedStreamVersion()).isEqualTo(1);
        assertThat(dataOf(recorded(cart))).containsExactly(opened());
    }

    @Test
    public void rolls_back_when_it_is_cancelled_and_a_callback_of_the_work_throws() {
        cancelAfterAppending(work -> work.onCancellation().invoke(() -> {
            throw new IllegalStateException("Not today.");
        }));

        assertThat(append(cart, any(), opened()).nextExpectedStreamVersion()).isEqualTo(1);
    }

    /** @param callbacks what the work, which never ends by itself, does when it is cancelled */
    private void cancelAfterAppending(UnaryOperator<Uni<Object>> callbacks) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        Cancellable running = underTest().sessions()
                .withSession(session -> callbacks.apply(appending(session, cart, any(), added(2))
                        .invoke(() -> appended.complete(null))
                        .chain(() -> Uni.createFrom().nothing())))
                .subscribe().with(item -> {
                }, failure -> {
                });
        await(Uni.createFrom().completionStage(appended));
        running.cancel();
    }

    @Test
    public void tells_the_work_once_that_it_has_ended() {
        AtomicInteger ends = new AtomicInteger();

        inSession(session -> appending(session, cart, any(), opened()).onTermination().invoke(ends::incrementAndGet));
        failureInSession(session -> Uni.createFrom().failure(new IllegalStateException("failed"))
                .onTermination().invoke(ends::incrementAndGet));

        assertThat(ends).hasValue(2);
        assertAtVersion(cart, 1);
    }

    @Test
    public void fails_with_a_conflict_even_if_the_work_recovered_from_it() {
        append(cart, added(2));

        Throwable failure = failureInSession(session -> appending(session, order, any(), opened())
                .chain(() -> appending(session, cart, exactly(1), opened()))
                .onFailure().recoverWithNull());

        assertThat(failure).isInstanceOf(ConcurrencyException.class)
                .hasMessage("Stream " + cart + ": expected version 1, but it is at 2.");
        assertMissing(order);
        assertAtVersion(cart, 2);
    }

    @Test
    public void rolls_back_what_was_appended_behind_a_failed_append() {
        append(cart, added(2));

        Throwable failure = failureInSession(session -> appending(session, cart, noStream(), opened())
                .onFailure().recoverWithNull()
                .chain(() -> appending(session, order, any(), opened()))
                .onFailure().recoverWithNull());

        assertThat(failure).hasMessage("Stream " + cart + ": expected no stream, but it is at 2.");
        assertMissing(order);
    }

    @Test
    public void fails_with_the_first_failed_append_of_several() {
        append(cart, added(2));

        Throwable failure = failureInSession(session -> appending(session, cart, exactly(7), opened())
                .onFailure().recoverWithNull()
                .chain(() -> appending(session, cart, exactly(8), opened()))
                .onFailure().recoverWithNull());

        assertThat(failure).hasMessageContaining("expected version 7");
    }

    @Test
    public void fails_with_refused_input_even_if_the_work_recovered_from_it() {
        Throwable failure = failureInSession(session -> appending(session, order, any(), opened())
                .chain(() -> appending(session, cart, any(), new UnregisteredEvent("x")))
                .onFailure().recoverWithNull());

        assertThat(failure).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(UnregisteredEvent.class.getName());
        assertMissing(order);
    }

    @Test
    public void fails_with_the_failure_of_the_work_where_it_made_its_own_of_a_conflict() {
        IllegalStateException own = new IllegalStateException("too late");

        Throwable failure = failureInSession(session -> appending(session, cart, exactly(3), opened())
                .onFailure(ConcurrencyException.class).transform(conflict -> own));

        assertThat(failure).isSameAs(own);
    }

    @Test
    public void commits_although_a_read_failed_that_the_work_recovered_from() {
        inSession(session -> appending(session, cart, any(), opened())
                .chain(() -> session.readStream(cart, Object.class, ReadStreamOptions.expectedStreamVersion(7)))
                .onFailure(ConcurrencyException.class).recoverWithNull()
                .chain(() -> appending(session, cart, exactly(1), opened())));

        assertAtVersion(cart, 2);
    }

    @Test
    public void lets_a_stream_begin_anew_after_a_rollback() {
        assertThat(failureInSession(session -> appending(session, cart, any(), added(3))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back"))))).isNotNull();

        assertThat(append(cart, noStream(), opened()).createdNewStream()).isTrue();
        assertThat(versionsOf(recorded(cart))).containsExactly(1L);
    }

    @Test
    public void refuses_use_when_it_is_over() {
        AtomicReference<EventStoreSession> kept = new AtomicReference<>();
        inSession(session -> appending(session, cart, any(), opened()).invoke(() -> kept.set(session)));

        assertOver(kept.get());
        assertAtVersion(cart, 1);
    }

    @Test
    public void refuses_use_when_it_was_rolled_back() {
        AtomicReference<EventStoreSession> kept = new AtomicReference<>();
        assertThat(failureInSession(session -> {
            kept.set(session);
            return Uni.createFrom().failure(new IllegalStateException("rolled back"));
        })).hasMessage("rolled back");

        assertOver(kept.get());
        assertMissing(cart);
    }

    @Test
    public void does_nothing_before_a_subscription_and_its_work_once_per_subscription() {
        AtomicInteger called = new AtomicInteger();
        Uni<?> session = underTest().sessions().withSession(opened -> {
            called.incrementAndGet();
            return appending(opened, cart, any(), opened());
        });
        assertThat(called).hasValue(0);

        await(session);
        assertThat(called).hasValue(1);
        await(session);

        assertThat(called).hasValue(2);
        assertAtVersion(cart, 2);
    }

    @Test
    public void is_independent_of_a_session_inside_it_that_commits() {
        assertThat(failureInSession(outer -> appending(outer, cart, any(), opened())
                .chain(() -> underTest().sessions().withSession(inner -> appending(inner, order, any(), opened())))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("outer"))))).hasMessage("outer");

        assertMissing(cart);
        assertAtVersion(order, 1);
    }

    @Test
    public void is_independent_of_a_session_inside_it_that_rolls_back() {
        inSession(outer -> appending(outer, cart, any(), opened())
                .chain(() -> underTest().sessions().withSession(inner -> appending(inner, order, exactly(7), opened())))
                .onFailure(ConcurrencyException.class).recoverWithNull());

        assertAtVersion(cart, 1);
        assertMissing(order);
    }

    @Test
    public void hides_its_appends_from_a_session_inside_it() {
        Boolean seenInside = inSession(outer -> appending(outer, cart, any(), opened())
                .chain(() -> underTest().sessions().withSession(inner -> inner.streamExists(cart))));

        assertThat(seenInside).isFalse();
    }

    @Test
    public void gives_its_resources_back_however_it_ends() {
        for (int i = 0; i < 50; i++) {
            assertThat(failureInSession(session -> {
                throw new IllegalStateException("thrown");
            })).hasMessage("thrown");
            assertThat(failureInSession(session -> Uni.createFrom().failure(new IllegalStateException("failed"))))
                    .hasMessage("failed");
            assertThat(failureInSession(session -> appending(session, cart, exactly(7), opened())))
                    .isInstanceOf(ConcurrencyException.class);
            underTest().sessions().withSession(session -> Uni.createFrom().nothing())
                    .subscribe().with(item -> {
                    }, failure -> {
                    }).cancel();
        }

        inSession(session -> appending(session, cart, any(), opened()));
        assertAtVersion(cart, 1);
    }

    private void assertOver(EventStoreSession session) {
        for (Uni<?> use : List.of(
                appending(session, cart, any(), opened()),
                session.readStream(cart, Object.class),
                session.streamEvents(cart, Object.class).collect().asList(),
                session.aggregateStream(cart, AggregateStreamOptions.of(Object.class, () -> 0, (n, event) -> n)),
                session.streamExists(cart))) {
            assertThat(failureOf(use)).isInstanceOf(IllegalStateException.class).hasMessageContaining("session");
        }
    }
}
