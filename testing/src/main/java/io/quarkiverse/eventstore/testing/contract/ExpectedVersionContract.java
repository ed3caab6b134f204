package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.RecordedEvent;

/**
 * When an expectation holds, and what an append says when it does not.
 */
public abstract class ExpectedVersionContract extends Contract {

    @Test
    public void exactly_n_holds_at_version_n() {
        String cart = streamAt(5);

        assertThat(append(cart, exactly(5), opened()).nextExpectedStreamVersion()).isEqualTo(6);
    }

    @Test
    public void exactly_n_is_refused_when_the_stream_is_ahead() {
        assertConflict(streamAt(5), exactly(3), 5, "expected version 3, but it is at 5.");
    }

    @Test
    public void exactly_n_is_refused_when_the_stream_is_behind() {
        assertConflict(streamAt(2), exactly(3), 2, "expected version 3, but it is at 2.");
    }

    @Test
    public void exactly_n_is_refused_when_the_stream_does_not_exist() {
        assertConflict(unique("cart"), exactly(3), 0, "expected version 3, but it does not exist.");
    }

    @Test
    public void exactly_the_largest_number_is_refused_like_any_other() {
        assertConflict(streamAt(1), exactly(Long.MAX_VALUE), 1, "expected version " + Long.MAX_VALUE + ", but it is at 1.");
    }

    @Test
    public void exactly_0_holds_when_the_stream_does_not_exist() {
        assertThat(append(unique("cart"), exactly(0), opened()).createdNewStream()).isTrue();
    }

    @Test
    public void exactly_0_is_refused_when_the_stream_exists() {
        assertConflict(streamAt(2), exactly(0), 2, "expected no stream, but it is at 2.");
    }

    @Test
    public void exactly_0_equals_no_stream() {
        assertThat(exactly(0)).isEqualTo(noStream()).hasSameHashCodeAs(noStream()).hasToString("no stream");
    }

    @Test
    public void no_stream_holds_when_the_stream_does_not_exist() {
        assertThat(append(unique("cart"), noStream(), opened()).createdNewStream()).isTrue();
    }

    @Test
    public void no_stream_is_refused_when_the_stream_exists() {
        assertConflict(streamAt(1), noStream(), 1, "expected no stream, but it is at 1.");
    }

    @Test
    public void stream_exists_holds_at_any_version() {
        String cart = streamAt(1);

        assertThat(append(cart, streamExists(), added(4)).nextExpectedStreamVersion()).isEqualTo(5);
        assertThat(append(cart, streamExists(), opened()).nextExpectedStreamVersion()).isEqualTo(6);
    }

    @Test
    public void stream_exists_is_refused_when_the_stream_does_not_exist() {
        assertConflict(unique("cart"), streamExists(), 0, "expected an existing stream, but it does not exist.");
    }

    @Test
    public void any_always_holds() {
        String cart = unique("cart");

        assertThat(append(cart, any(), opened()).createdNewStream()).isTrue();
        assertThat(append(cart, any(), opened()).createdNewStream()).isFalse();
        assertAtVersion(cart, 2);
    }

    @Test
    public void the_next_expected_version_of_one_append_holds_for_the_next() {
        String cart = unique("cart");
        long version = 0;

        for (int i = 1; i <= 10; i++) {
            version = append(cart, exactly(version), added(i)).nextExpectedStreamVersion();
        }

        assertThat(version).isEqualTo(55);
        assertAtVersion(cart, 55);
    }

    @Test
    public void a_conflict_leaves_the_stream_unchanged() {
        String cart = streamAt(2);
        var before = recorded(cart);

        assertThat(failureOf(appending(cart, exactly(1), added(5)))).isInstanceOf(ConcurrencyException.class);

        assertThat(recorded(cart)).isEqualTo(before);
    }

    @Test
    public void a_conflict_does_not_create_the_stream() {
        String cart = unique("cart");

        assertThat(failureOf(appending(cart, streamExists(), opened()))).isInstanceOf(ConcurrencyException.class);

        assertMissing(cart);
        assertThat(append(cart, noStream(), opened()).createdNewStream()).isTrue();
    }

    @Test
    public void a_conflict_takes_no_version_from_later_appends() {
        String cart = streamAt(2);

        assertThat(failureOf(appending(cart, exactly(7), added(3)))).isInstanceOf(ConcurrencyException.class);
        append(cart, exactly(2), opened());

        assertThat(recorded(cart)).extracting(RecordedEvent::streamVersion).containsExactly(1L, 2L, 3L);
    }

    @Test
    public void a_conflict_belongs_to_the_family_of_event_store_exceptions() {
        assertThat(failureOf(appending(unique("cart"), exactly(1), opened()))).isInstanceOf(EventStoreException.class);
        assertThat(EventStoreException.class.isSealed()).isTrue();
    }

    @Test
    public void a_conflict_is_found_anew_for_every_subscription() {
        String cart = unique("cart");
        var append = appending(cart, streamExists(), opened());

        assertThat(failureOf(append)).isInstanceOf(ConcurrencyException.class);
        append(cart, opened());

        assertThat(await(append).nextExpectedStreamVersion()).isEqualTo(2);
    }

    @Test
    public void options_take_a_version_or_an_expectation() {
        assertThat(AppendToStreamOptions.expecting(3)).isEqualTo(AppendToStreamOptions.expecting(exactly(3)));
        assertThat(AppendToStreamOptions.expecting(0)).isEqualTo(AppendToStreamOptions.expecting(noStream()));
    }

    @Test
    public void a_negative_version_is_no_expectation() {
        assertThatThrownBy(() -> exactly(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected stream version: must be 0 or more, but it is -1.");
        assertThatThrownBy(() -> AppendToStreamOptions.expecting(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void an_expectation_answers_for_itself() {
        assertThat(exactly(2).allows(2)).isTrue();
        assertThat(exactly(2).allows(1) || exactly(2).allows(3)).isFalse();
        assertThat(noStream().allows(0)).isTrue();
        assertThat(noStream().allows(1)).isFalse();
        assertThat(streamExists().allows(1) && streamExists().allows(9)).isTrue();
        assertThat(streamExists().allows(0)).isFalse();
        assertThat(any().allows(0) && any().allows(9)).isTrue();
    }

    private String streamAt(int version) {
        String cart = unique("cart");
        append(cart, added(version));
        return cart;
    }

    private void assertConflict(String cart, ExpectedStreamVersion expected, long actual, String message) {
        Throwable failure = failureOf(appending(cart, expected, added(2)));

        assertThat(failure).isInstanceOfSatisfying(ConcurrencyException.class, conflict -> {
            assertThat(conflict.streamName()).isEqualTo(cart);
            assertThat(conflict.expected()).isEqualTo(expected);
            assertThat(conflict.actual()).isEqualTo(actual);
        }).hasMessage("Stream " + cart + ": " + message);
        assertAtVersion(cart, actual);
    }
}
