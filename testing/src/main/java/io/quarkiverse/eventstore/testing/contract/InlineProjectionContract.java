package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.testing.contract.fixture.LedgerEvent.Balanced;
import io.quarkiverse.eventstore.testing.contract.fixture.LedgerEvent.Booked;
import io.quarkiverse.eventstore.testing.contract.fixture.LedgerProjection;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.smallrye.mutiny.Uni;

/**
 * What becomes of appends that concern an inline projection. It keeps the balance of a ledger in a stream.
 */
public abstract class InlineProjectionContract extends Contract {

    private final String bookings = unique("bookings");
    private final String ledger = unique("ledger");

    @Test
    public void is_called_for_each_event_in_order_before_the_append_is_answered() {
        AppendToStreamResult result = append(bookings, noStream(), booked(5), booked(7), booked(1));

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(3);
        assertThat(balances()).containsExactly(new Balanced(5, 1), new Balanced(12, 2), new Balanced(13, 3));
        assertThat(result.lastEventGlobalPosition()).isEqualTo(recorded(bookings).get(2).globalPosition());
    }

    @Test
    public void is_not_called_for_events_of_other_types() {
        append(bookings, opened(), booked(5), opened());

        assertThat(balances()).containsExactly(new Balanced(5, 2));
    }

    @Test
    public void fails_the_append_when_it_fails_and_leaves_nothing() {
        append(bookings, booked(5));

        Throwable failure = failureOf(appending(bookings, exactly(1), opened(), booked(7), booked(-1)));

        assertThat(failure).isInstanceOfSatisfying(InlineProjectionException.class, named -> {
            assertThat(named.projectionName()).isEqualTo(LedgerProjection.NAME);
            assertThat(named.streamName()).isEqualTo(bookings);
        }).hasMessage("Inline projection contract-ledger: expected it to take event 4 (contract-booked) of stream " + bookings
                + ", but it failed: java.lang.IllegalArgumentException: Ledger " + ledger + " is full.; nothing was appended.")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertAtVersion(bookings, 1);
        assertThat(balances()).containsExactly(new Balanced(5, 1));
    }

    @Test
    public void is_called_for_all_streams_of_one_append() {
        String other = unique("bookings");

        await(store().appendToStreams(List.of(StreamAppend.to(bookings, List.of(booked(5))),
                StreamAppend.to(other, List.of(booked(7))))));

        assertThat(balances()).containsExactly(new Balanced(5, 1), new Balanced(12, 1));
    }

    @Test
    public void leaves_nothing_of_several_streams_when_it_fails_for_one() {
        String other = unique("bookings");

        assertThat(failureOf(store().appendToStreams(List.of(StreamAppend.to(bookings, List.of(booked(5))),
                StreamAppend.to(other, List.of(booked(-7))))))).isInstanceOf(InlineProjectionException.class)
                .hasMessageContaining(other);

        assertMissing(bookings);
        assertMissing(other);
        assertMissing(ledger);
    }

    @Test
    public void is_not_called_for_a_conflict() {
        append(bookings, booked(5));

        assertThat(failureOf(appending(bookings, noStream(), booked(7)))).isInstanceOf(ConcurrencyException.class)
                .hasMessage("Stream " + bookings + ": expected no stream, but it is at 1.");

        assertThat(balances()).containsExactly(new Balanced(5, 1));
    }

    @Test
    public void is_not_called_for_a_repeat() {
        EventData<?> event = EventData.of(booked(5));

        AppendToStreamResult original = append(bookings, noStream(), event);

        assertThat(append(bookings, noStream(), event)).isEqualTo(original);
        assertThat(balances()).containsExactly(new Balanced(5, 1));
    }

    @Test
    public void is_part_of_a_session() {
        inSession(session -> session.appendToStream(bookings, List.of(booked(5)))
                .chain(() -> session.readStream(ledger, Balanced.class))
                .invoke(read -> assertThat(dataOf(read.events())).containsExactly(new Balanced(5, 1)))
                .chain(() -> session.appendToStream(bookings, List.of(booked(2)))));

        assertThat(balances()).containsExactly(new Balanced(5, 1), new Balanced(7, 2));
    }

    @Test
    public void is_undone_with_its_session() {
        Throwable failure = failureInSession(session -> session.appendToStream(bookings, List.of(booked(5)))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("after it"))));

        assertThat(failure).hasMessage("after it");
        assertMissing(ledger);
    }

    @Test
    public void dooms_its_session_when_it_fails() {
        Throwable failure = failureInSession(session -> session.appendToStream(bookings, List.of(booked(-5)))
                .onFailure().recoverWithNull());

        assertThat(failure).isInstanceOf(InlineProjectionException.class);
        assertMissing(bookings);
    }

    @Test
    public void is_called_for_an_append_that_its_session_does_not_wait_for() {
        inSession(session -> {
            session.appendToStream(bookings, List.of(booked(5))).subscribe().with(result -> {
            }, failure -> {
            });
            return Uni.createFrom().voidItem();
        });

        assertThat(balances()).containsExactly(new Balanced(5, 1));
    }

    @Test
    public void is_called_for_appends_of_the_blocking_store() {
        underTest().blocking().appendToStream(bookings, List.of(booked(5)));
        underTest().blockingSessions().withSession(session -> session.appendToStream(bookings, List.of(booked(6))));

        assertThat(balances()).containsExactly(new Balanced(5, 1), new Balanced(11, 2));
    }

    @Test
    public void has_hooks_told_once_of_the_append_and_of_what_it_appends() {
        append(bookings, booked(5));

        eventually(() -> told(bookings) == 1 && told(ledger) == 1);
    }

    @Test
    public void has_hooks_told_in_the_order_of_each_stream_when_it_appends_to_a_later_one() {
        await(store().appendToStreams(List.of(StreamAppend.to(bookings, List.of(booked(5))),
                StreamAppend.to(ledger, List.of(new Balanced(100, 0))))));

        eventually(() -> told(ledger) == 2);
        assertThat(balances()).containsExactly(new Balanced(100, 0), new Balanced(105, 1));
        assertThat(underTest().hooks().toldTo(RecordingHook.NAME, ledger))
                .extracting(told -> told.events().get(0).streamVersion()).containsExactly(1L, 2L);
    }

    @Test
    public void has_hooks_told_nothing_when_it_fails() {
        assertThat(failureOf(appending(bookings, noStream(), booked(5), booked(-1)))).isNotNull();
        append(bookings, booked(5));

        eventually(() -> told(bookings) == 1 && told(ledger) == 1);
        assertThat(balances()).hasSize(1);
    }

    @Test
    public void counts_every_event_of_a_crowd_once() {
        List<Uni<AppendToStreamResult>> crowd = IntStream.range(0, 40)
                .mapToObj(i -> store().appendToStream(unique("bookings"), List.of(booked(1)))
                        .onFailure(failure -> failure.getCause() instanceof ConcurrencyException).retry().indefinitely())
                .toList();

        Outcomes.race(crowd).forEach(outcome -> assertThat(outcome.failure()).isEmpty());

        assertThat(balances()).extracting(Balanced::balance)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
    }

    private Booked booked(long amount) {
        return new Booked(ledger, amount);
    }

    private List<Balanced> balances() {
        return dataOf(await(store().readStream(ledger, Balanced.class)).events());
    }

    private int told(String streamName) {
        return underTest().hooks().toldTo(RecordingHook.NAME, streamName).size();
    }
}
