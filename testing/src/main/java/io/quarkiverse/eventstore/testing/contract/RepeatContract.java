package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.smallrye.mutiny.Uni;

/**
 * What becomes of an append that is sent again because its answer was lost.
 */
public abstract class RepeatContract extends Contract {

    private final EventData<?> first = EventData.of(added("first"));
    private final EventData<?> second = EventData.of(added("second"));
    private final EventData<?> third = EventData.of(added("third"));

    @Test
    public void gives_the_original_result_for_no_stream() {
        assertRepeatable(unique("cart"), noStream());
    }

    @Test
    public void gives_the_original_result_for_exactly_0() {
        assertRepeatable(unique("cart"), exactly(0));
    }

    @Test
    public void gives_the_original_result_for_exactly_n() {
        String cart = unique("cart");
        append(cart, added(3));

        assertRepeatable(cart, exactly(3));
    }

    @Test
    public void gives_the_original_result_when_others_appended_since() {
        String cart = unique("cart");
        AppendToStreamResult original = append(cart, noStream(), first, second);
        append(cart, added(10));

        AppendToStreamResult repeated = append(cart, noStream(), first, second);

        assertThat(repeated).isEqualTo(original).isEqualTo(new AppendToStreamResult(2, true, positionOf(cart, 2)));
        assertAtVersion(cart, 12);
    }

    @Test
    public void gives_the_original_result_in_the_middle_of_a_stream() {
        String cart = unique("cart");
        append(cart, added(3));
        AppendToStreamResult original = append(cart, exactly(3), first, second);
        append(cart, added(10));

        AppendToStreamResult repeated = append(cart, exactly(3), first, second);

        assertThat(repeated).isEqualTo(original).isEqualTo(new AppendToStreamResult(5, false, positionOf(cart, 5)));
        assertAtVersion(cart, 15);
    }

    @Test
    public void may_be_repeated_any_number_of_times() {
        String cart = unique("cart");
        AppendToStreamResult original = append(cart, noStream(), first);

        for (int i = 0; i < 5; i++) {
            assertThat(append(cart, noStream(), first)).isEqualTo(original);
        }

        assertAtVersion(cart, 1);
    }

    @Test
    public void leaves_what_was_stored_as_it_was() {
        String cart = unique("cart");
        append(cart, noStream(), first, second);
        var before = recorded(cart);

        append(cart, noStream(), first, second);

        assertThat(recorded(cart)).isEqualTo(before);
    }

    @Test
    public void is_a_conflict_with_other_event_ids() {
        String cart = unique("cart");
        append(cart, noStream(), first);

        assertConflict(cart, noStream(), 1, first.withEventId(UUID.randomUUID()));
    }

    @Test
    public void is_a_conflict_for_plain_events_of_a_new_call_since_their_ids_are_new() {
        String cart = unique("cart");
        append(cart, noStream(), opened());

        assertConflict(cart, noStream(), 1, opened());
    }

    @Test
    public void is_a_conflict_when_only_the_first_event_is_the_same() {
        String cart = unique("cart");
        append(cart, noStream(), first, second);

        assertConflict(cart, noStream(), 2, first, third);
    }

    @Test
    public void is_a_conflict_when_only_the_last_event_is_the_same() {
        String cart = unique("cart");
        append(cart, noStream(), first, second);

        assertConflict(cart, noStream(), 2, third, second);
    }

    @Test
    public void is_a_conflict_when_the_order_is_another_one() {
        String cart = unique("cart");
        append(cart, noStream(), first, second);

        assertConflict(cart, noStream(), 2, second, first);
    }

    @Test
    public void is_a_conflict_when_events_were_added_to_it() {
        String cart = unique("cart");
        append(cart, noStream(), first, second);

        assertConflict(cart, noStream(), 2, first, second, third);
    }

    @Test
    public void is_a_conflict_when_the_same_events_are_at_other_versions() {
        String cart = unique("cart");
        append(cart, added(2));
        append(cart, exactly(2), first, second);

        assertConflict(cart, exactly(1), 4, first, second);
        assertConflict(cart, exactly(3), 4, first, second);
    }

    @Test
    public void is_an_append_when_the_expectation_holds() {
        String cart = unique("cart");
        append(cart, noStream(), first);

        AppendToStreamResult result = append(cart, exactly(1), first);

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(2);
        assertAtVersion(cart, 2);
    }

    @Test
    public void appends_to_another_stream() {
        append(unique("cart"), noStream(), first);

        assertThat(append(unique("cart"), noStream(), first).createdNewStream()).isTrue();
    }

    @Test
    public void appends_again_for_any() {
        String cart = unique("cart");

        append(cart, any(), first);
        append(cart, any(), first);

        assertAtVersion(cart, 2);
    }

    @Test
    public void appends_again_for_stream_exists() {
        String cart = unique("cart");
        append(cart, opened());

        append(cart, streamExists(), first);
        append(cart, streamExists(), first);

        assertAtVersion(cart, 3);
    }

    @Test
    public void is_a_second_subscription_for_exact_expectations() {
        String cart = unique("cart");
        Uni<AppendToStreamResult> creating = appending(cart, noStream(), added(2));
        Uni<AppendToStreamResult> extending = appending(cart, exactly(2), added(3));

        AppendToStreamResult created = await(creating);
        AppendToStreamResult extended = await(extending);

        assertThat(await(creating)).isEqualTo(created);
        assertThat(await(extending)).isEqualTo(extended);
        assertAtVersion(cart, 5);
    }

    @Test
    public void is_a_second_subscription_that_appends_again_for_any() {
        String cart = unique("cart");
        Uni<AppendToStreamResult> append = appending(cart, any(), added(2));

        assertThat(await(append).nextExpectedStreamVersion()).isEqualTo(2);
        assertThat(await(append).nextExpectedStreamVersion()).isEqualTo(4);

        assertAtVersion(cart, 4);
        assertThat(recorded(cart).get(2).eventId()).isEqualTo(recorded(cart).get(0).eventId());
    }

    private void assertRepeatable(String cart, ExpectedStreamVersion expected) {
        AppendToStreamResult original = append(cart, expected, first, second);

        AppendToStreamResult repeated = append(cart, expected, first, second);

        assertThat(repeated).isEqualTo(original);
        assertAtVersion(cart, original.nextExpectedStreamVersion());
    }

    private void assertConflict(String cart, ExpectedStreamVersion expected, long actual, Object... events) {
        Throwable failure = failureOf(appending(cart, expected, events));

        assertThat(failure).isInstanceOf(ConcurrencyException.class)
                .hasMessage("Stream " + cart + ": expected " + expected + ", but it is at " + actual + ".");
        assertAtVersion(cart, actual);
    }

    private long positionOf(String cart, int version) {
        return recorded(cart).get(version - 1).globalPosition();
    }
}
