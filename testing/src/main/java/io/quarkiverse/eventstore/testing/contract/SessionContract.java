package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.smallrye.mutiny.Uni;

/**
 * What a session sees and commits.
 */
public abstract class SessionContract extends Contract {

    private final String cart = unique("cart");
    private final String order = unique("order");

    @Test
    public void commits_all_appends_together() {
        inSession(session -> appending(session, cart, any(), opened(), added("apple"))
                .chain(() -> appending(session, order, any(), opened())));

        assertAtVersion(cart, 2);
        assertAtVersion(order, 1);
    }

    @Test
    public void gives_what_the_work_gives() {
        AppendToStreamResult result = inSession(session -> appending(session, cart, noStream(), added(3)));

        assertThat(result).isEqualTo(new AppendToStreamResult(3, true, recorded(cart).get(2).globalPosition()));
        assertThat(this.<String> inSession(session -> Uni.createFrom().item("done"))).isEqualTo("done");
    }

    @Test
    public void gives_null_where_the_work_does() {
        assertThat(this.<Void> inSession(session -> appending(session, cart, any(), opened()).replaceWithVoid())).isNull();
        assertAtVersion(cart, 1);
    }

    @Test
    public void refuses_work_that_returns_no_uni() {
        assertThat(failureOf(underTest().sessions().withSession(session -> null))).isInstanceOf(IllegalStateException.class)
                .hasMessage("Session's work: expected it to return a Uni, but it returned null.");
    }

    @Test
    public void commits_nothing_where_nothing_was_appended() {
        assertThat(this.<Boolean> inSession(session -> session.streamExists(cart))).isFalse();
        assertMissing(cart);
    }

    @Test
    public void reads_its_own_appends() {
        append(cart, opened());

        var read = inSession(session -> appending(session, cart, any(), added("apple"))
                .chain(() -> session.readStream(cart, Object.class)));

        assertThat(read.currentStreamVersion()).isEqualTo(2);
        assertThat(dataOf(read.events())).containsExactly(opened(), added("apple"));
        assertThat(read.events()).isEqualTo(recorded(cart));
    }

    @Test
    public void reads_its_own_appends_in_every_way() {
        List<Object> seen = inSession(session -> appending(session, cart, any(), added(3)).chain(() -> Uni.join().all(
                session.streamExists(cart).map(Object.class::cast),
                session.streamEvents(cart, Object.class).collect().asList().map(events -> (Object) dataOf(events)),
                session.readStream(cart, Object.class, ReadStreamOptions.from(3)).map(read -> (Object) dataOf(read.events())),
                session.aggregateStream(cart, AggregateStreamOptions.of(Object.class, () -> 0, (n, event) -> n + 1))
                        .map(result -> (Object) result.state()))
                .andFailFast()));

        assertThat(seen).containsExactly(true, Arrays.asList(added(3)), List.of(added(3)[2]), 3);
    }

    @Test
    public void reads_a_large_stream_in_pages() {
        List<?> events = inSession(session -> appending(session, cart, any(), added(1_700))
                .chain(() -> session.streamEvents(cart, Object.class).collect().asList()));

        assertThat(events).hasSize(1_700);
    }

    @Test
    public void judges_the_expected_version_of_a_read_with_its_own_appends() {
        assertThat(inSession(session -> appending(session, cart, any(), added(3))
                .chain(() -> session.readStream(cart, Object.class, ReadStreamOptions.expectedStreamVersion(3))))
                .events()).hasSize(3);
    }

    @Test
    public void hides_its_appends_from_others_until_the_commit() {
        var seenByOthers = inSession(session -> appending(session, cart, any(), opened())
                .chain(() -> store().readStream(cart, Object.class)));

        assertThat(seenByOthers.streamExists()).isFalse();
        assertAtVersion(cart, 1);
    }

    @Test
    public void judges_expectations_with_its_own_appends() {
        AppendToStreamResult last = inSession(session -> appending(session, cart, noStream(), added(2))
                .chain(() -> appending(session, cart, exactly(2), opened()))
                .chain(() -> appending(session, cart, streamExists(), opened()))
                .chain(own -> appending(session, cart, exactly(own.nextExpectedStreamVersion()), opened())));

        assertThat(last.nextExpectedStreamVersion()).isEqualTo(5);
        assertThat(last.createdNewStream()).isFalse();
        assertThat(versionsOf(recorded(cart))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(positionsOf(recorded(cart))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    public void finds_conflicts_with_its_own_appends() {
        Throwable failure = failureInSession(session -> appending(session, cart, noStream(), added(2))
                .chain(() -> appending(session, cart, noStream(), opened())));

        assertThat(failure).isInstanceOf(ConcurrencyException.class)
                .hasMessage("Stream " + cart + ": expected no stream, but it is at 2.");
        assertMissing(cart);
    }

    @Test
    public void finds_conflicts_with_what_others_committed() {
        append(cart, added(5));

        Throwable failure = failureInSession(session -> appending(session, order, any(), opened())
                .chain(() -> appending(session, cart, exactly(3), opened())));

        assertThat(failure).hasMessage("Stream " + cart + ": expected version 3, but it is at 5.");
        assertAtVersion(cart, 5);
        assertMissing(order);
    }

    @Test
    public void runs_operations_that_are_subscribed_together_one_after_the_other() {
        List<AppendToStreamResult> results = inSession(session -> Uni.join().all(
                appending(session, cart, any(), added(2)), appending(session, cart, any(), added(2)),
                appending(session, cart, any(), added(2))).andFailFast());

        assertThat(results).extracting(AppendToStreamResult::nextExpectedStreamVersion).containsExactly(2L, 4L, 6L);
        assertAtVersion(cart, 6);
    }

    @Test
    public void recognises_a_repeat_of_what_was_committed_before() {
        EventData<?> event = EventData.of(opened());
        AppendToStreamResult original = append(cart, noStream(), event);
        append(cart, added(3));

        AppendToStreamResult repeated = inSession(session -> appending(session, cart, noStream(), event));

        assertThat(repeated).isEqualTo(original);
        assertAtVersion(cart, 4);
    }

    @Test
    public void recognises_a_repeat_of_its_own_append() {
        EventData<?> event = EventData.of(opened());

        List<AppendToStreamResult> results = inSession(session -> appending(session, cart, noStream(), event)
                .chain(first -> appending(session, cart, noStream(), event).map(second -> List.of(first, second))));

        assertThat(results.get(1)).isEqualTo(results.get(0));
        assertAtVersion(cart, 1);
    }

    @Test
    public void may_be_repeated_as_a_whole_with_the_same_events() {
        EventData<?> one = EventData.of(opened());
        EventData<?> other = EventData.of(opened());
        Uni<AppendToStreamResult> both = underTest().sessions().withSession(
                session -> appending(session, cart, noStream(), one)
                        .chain(() -> appending(session, order, noStream(), other)));

        AppendToStreamResult original = await(both);

        assertThat(await(both)).isEqualTo(original);
        assertAtVersion(cart, 1);
        assertAtVersion(order, 1);
    }

    @Test
    public void appends_what_comes_with_and_behind_a_repeat() {
        EventData<?> event = EventData.of(opened());
        append(cart, noStream(), event);

        inSession(session -> appending(session, cart, noStream(), event)
                .chain(() -> appending(session, cart, exactly(1), added("apple")))
                .chain(() -> appending(session, order, noStream(), opened())));

        assertThat(dataOf(recorded(cart))).containsExactly(opened(), added("apple"));
        assertAtVersion(order, 1);
    }

    @Test
    public void leaves_the_next_append_to_go_on_where_it_ended() {
        inSession(session -> appending(session, cart, noStream(), added(2)));

        assertThat(append(cart, exactly(2), opened()).nextExpectedStreamVersion()).isEqualTo(3);
    }
}
