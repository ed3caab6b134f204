package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.BlockingEventStoreSession;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.testing.contract.fixture.EventLoop;

/**
 * Sessions for imperative code.
 */
public abstract class BlockingSessionContract extends Contract {

    private final String cart = unique("cart");
    private final String order = unique("order");

    @Test
    public void commits_all_appends_together_and_gives_what_the_work_gives() {
        AppendToStreamResult result = sessions().withSession(session -> {
            session.appendToStream(cart, List.of(opened()));
            return session.appendToStream(order, List.of(opened(), opened()));
        });

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(2);
        assertAtVersion(cart, 1);
        assertAtVersion(order, 2);
    }

    @Test
    public void gives_null_where_the_work_does() {
        assertThat(sessions().<Object> withSession(session -> null)).isNull();
    }

    @Test
    public void runs_the_work_on_the_calling_thread() {
        assertThat(sessions().<Thread> withSession(session -> Thread.currentThread())).isSameAs(Thread.currentThread());
    }

    @Test
    public void reads_its_own_appends_and_hides_them_from_others() {
        sessions().withSession(session -> {
            session.appendToStream(cart, List.of(added("apple"), added("pear")));
            assertThat(session.readStream(cart, Object.class).currentStreamVersion()).isEqualTo(2);
            assertThat(session.streamExists(cart)).isTrue();
            assertThat(underTest().blocking().streamExists(cart)).isFalse();
            return null;
        });

        assertAtVersion(cart, 2);
    }

    @Test
    public void rolls_back_when_the_work_throws_and_throws_the_same() {
        IllegalStateException thrown = new IllegalStateException("thrown by the work");

        assertThatThrownBy(() -> sessions().withSession(session -> {
            session.appendToStream(cart, List.of(opened()));
            throw thrown;
        })).isSameAs(thrown);

        assertMissing(cart);
    }

    @Test
    public void throws_a_conflict_even_if_the_work_caught_it() {
        append(cart, added(2));

        assertThatThrownBy(() -> sessions().withSession(session -> {
            session.appendToStream(order, List.of(opened()));
            return catchThrowable(() -> session.appendToStream(cart, List.of(opened()), AppendToStreamOptions.expecting(1)));
        })).isInstanceOf(ConcurrencyException.class)
                .hasMessage("Stream " + cart + ": expected version 1, but it is at 2.");

        assertMissing(order);
        assertAtVersion(cart, 2);
    }

    @Test
    public void is_independent_of_a_session_inside_it() {
        assertThatThrownBy(() -> sessions().withSession(outer -> {
            outer.appendToStream(cart, List.of(opened()));
            sessions().withSession(inner -> inner.appendToStream(order, List.of(opened())));
            throw new IllegalStateException("outer");
        })).hasMessage("outer");

        assertMissing(cart);
        assertAtVersion(order, 1);
    }

    @Test
    public void refuses_use_when_it_is_over() {
        AtomicReference<BlockingEventStoreSession> kept = new AtomicReference<>();
        sessions().withSession(session -> {
            kept.set(session);
            return null;
        });

        assertThatThrownBy(() -> kept.get().appendToStream(cart, List.of(opened())))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().readStream(cart, Object.class)).isInstanceOf(IllegalStateException.class);
        assertMissing(cart);
    }

    @Test
    public void refuses_a_call_on_an_event_loop_before_the_work_begins() {
        AtomicBoolean begun = new AtomicBoolean();

        Throwable refusal = EventLoop.call(() -> catchThrowable(() -> sessions().withSession(session -> {
            begun.set(true);
            return null;
        })));

        assertThat(refusal).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BlockingEventStoreSessionFactory").hasMessageContaining("event loop");
        assertThat(begun).isFalse();
    }

    private BlockingEventStoreSessionFactory sessions() {
        return underTest().blockingSessions();
    }
}
