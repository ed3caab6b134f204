package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ReadAllOptions.backwards;
import static io.quarkiverse.eventstore.ReadAllOptions.from;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnexpectedEventTypeException;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.Opened;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/**
 * Reads of the log of all streams. Other tests leave events in it: each test begins at its own first position.
 */
public abstract class ReadAllContract extends Contract {

    /** More than any page that a back end is likely to fetch at once. */
    private static final int LARGE = 2_500;

    private final String cart = unique("cart");
    private final String order = unique("order");

    @Test
    public void gives_the_events_of_all_streams_in_the_order_of_positions() {
        long first = append(cart, opened()).lastEventGlobalPosition();
        append(order, added("apple"), added("pear"));
        append(cart, added("plum"));

        List<RecordedEvent<Object>> events = log(from(first));

        assertThat(events).extracting(RecordedEvent::streamName).containsExactly(cart, order, order, cart);
        assertThat(positionsOf(events)).isSorted().doesNotHaveDuplicates();
        assertThat(events).filteredOn(event -> event.streamName().equals(cart)).isEqualTo(recorded(cart));
        assertThat(events).filteredOn(event -> event.streamName().equals(order)).isEqualTo(recorded(order));
    }

    @Test
    public void gives_the_last_event_of_the_whole_log_first_when_read_backwards() {
        append(cart, opened());

        assertThat(log(backwards().withMaxCount(1))).isEqualTo(recorded(cart));
    }

    @Test
    public void gives_the_part_that_was_asked_for() {
        List<Long> at = positions(10);
        long first = at.get(0);

        assertThat(positionsOf(log(from(at.get(3))))).isEqualTo(at.subList(3, 10));
        assertThat(positionsOf(log(from(first).withTo(at.get(4))))).isEqualTo(at.subList(0, 5));
        assertThat(positionsOf(log(from(at.get(2)).withTo(at.get(2))))).isEqualTo(at.subList(2, 3));
        assertThat(positionsOf(log(from(first).withMaxCount(3)))).isEqualTo(at.subList(0, 3));
        assertThat(positionsOf(log(backwards().withMaxCount(2)))).containsExactly(at.get(9), at.get(8));
        assertThat(positionsOf(log(backwards().withFrom(at.get(5)).withTo(at.get(7)))))
                .containsExactly(at.get(7), at.get(6), at.get(5));
    }

    @Test
    public void gives_nothing_where_nothing_is() {
        long last = append(cart, opened()).lastEventGlobalPosition();

        assertThat(log(from(last + 1))).isEmpty();
        assertThat(log(from(last + 1).withDirection(backwards().direction()))).isEmpty();
        assertThat(log(ReadAllOptions.to(0))).isEmpty();
        assertThat(log(ReadAllOptions.maxCount(0))).isEmpty();
        assertThat(log(from(last).withTo(last - 1))).isEmpty();
    }

    @Test
    public void gives_a_large_log_forwards_and_backwards() {
        List<Long> at = positions(LARGE);

        List<Long> last = positionsOf(log(backwards().withFrom(at.get(0))));

        assertThat(positionsOf(log(from(at.get(0))))).isEqualTo(at);
        assertThat(last).hasSize(LARGE).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @Test
    public void gives_as_many_events_as_are_requested_and_none_that_came_later() {
        List<Long> at = positions(LARGE);
        var subscriber = subscribe(from(at.get(0)), 3);

        subscriber.awaitItems(3, Outcomes.AT_MOST).assertNotTerminated();
        append(order, added(700));
        subscriber.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST);

        assertThat(positionsOf(subscriber.getItems())).isEqualTo(at);
    }

    @Test
    public void may_be_cancelled_in_the_middle_any_number_of_times() {
        List<Long> at = positions(LARGE);

        for (int i = 0; i < 30; i++) {
            subscribe(from(at.get(0)), 2).awaitItems(2, Outcomes.AT_MOST).cancel();
        }

        assertThat(log(from(at.get(0)))).hasSize(LARGE);
    }

    @Test
    public void fails_when_an_event_is_of_another_type() {
        long first = append(cart, opened(), added("apple")).lastEventGlobalPosition() - 1;

        assertThat(failureOf(store().readAll(ProductAdded.class, from(first)).collect().asList()))
                .isInstanceOf(UnexpectedEventTypeException.class).hasMessageContaining(cart).hasMessageContaining("version 1");
        assertThat(await(store().readAll(Opened.class, from(first).withTo(first)).collect().asList())).hasSize(1);
    }

    @Test
    public void fails_when_nobody_knows_the_stored_type() {
        long first = append(cart, opened()).lastEventGlobalPosition();
        underTest().appendStored(cart, "contract-unknown", "{}");

        assertThat(failureOf(store().readAll(Object.class, from(first)).collect().asList()))
                .isInstanceOf(UnknownEventTypeException.class).hasMessageContaining(cart)
                .hasMessageContaining("contract-unknown");
    }

    @Test
    public void waits_for_a_session_that_has_appended_below_the_end_and_gives_its_events() {
        long first = append(order, opened()).lastEventGlobalPosition();
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletionStage<?> session = openSession(end);

        append(order, added("apple"));
        var subscriber = subscribe(from(first), Long.MAX_VALUE);

        subscriber.assertNotTerminated();
        end.complete(null);
        subscriber.awaitCompletion(Outcomes.AT_MOST);
        assertThat(session).succeedsWithin(Outcomes.AT_MOST);
        assertThat(subscriber.getItems()).extracting(RecordedEvent::streamName).containsExactly(order, cart, order);
    }

    @Test
    public void waits_for_a_session_that_has_appended_below_the_end_and_leaves_out_what_was_rolled_back() {
        long first = append(order, opened()).lastEventGlobalPosition();
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletionStage<?> session = openSession(end);

        append(order, added("apple"));
        var subscriber = subscribe(from(first), Long.MAX_VALUE);

        subscriber.assertNotTerminated();
        end.completeExceptionally(new IllegalArgumentException("changed my mind"));
        subscriber.awaitCompletion(Outcomes.AT_MOST);
        assertThat(session).failsWithin(Outcomes.AT_MOST);
        assertThat(subscriber.getItems()).extracting(RecordedEvent::streamName).containsExactly(order, order);
    }

    @Test
    public void is_not_held_up_by_a_session_that_appends_later() {
        List<Long> at = positions(LARGE);
        CompletableFuture<Void> end = new CompletableFuture<>();
        var subscriber = subscribe(from(at.get(0)), 1).awaitItems(1, Outcomes.AT_MOST);

        CompletionStage<?> session = openSession(end);
        subscriber.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST);

        assertThat(positionsOf(subscriber.getItems())).isEqualTo(at);
        end.complete(null);
        assertThat(session).succeedsWithin(Outcomes.AT_MOST);
        assertThat(log(from(at.get(0)))).hasSize(LARGE + 1);
    }

    @Test
    public void is_refused_in_a_session() {
        assertThat(failureInSession(session -> session.readAll(Object.class).collect().asList()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Event store session: expected readAll outside of sessions");
    }

    @Test
    public void refuses_bad_options() {
        assertThatThrownBy(() -> from(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Read option from: expected 0 or more, but it is -1.");
        assertThatThrownBy(() -> ReadAllOptions.to(-2)).hasMessage("Read option to: expected 0 or more, but it is -2.");
        assertThatThrownBy(() -> ReadAllOptions.maxCount(-3))
                .hasMessage("Read option maxCount: expected 0 or more, but it is -3.");
    }

    @Test
    public void serves_imperative_code() {
        long first = append(cart, opened(), added("apple")).lastEventGlobalPosition() - 1;

        try (var events = underTest().blocking().readAll(Object.class, from(first))) {
            assertThat(events.toList()).isEqualTo(recorded(cart));
        }
    }

    /** A session that has appended to the cart and stays open until the end completes. */
    private CompletionStage<?> openSession(CompletableFuture<Void> end) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        var session = underTest().sessions().withSession(open -> appending(open, cart, any(), opened())
                .invoke(() -> appended.complete(null))
                .chain(() -> Uni.createFrom().completionStage(end)))
                .subscribeAsCompletionStage();
        assertThat(appended).succeedsWithin(Outcomes.AT_MOST);
        return session;
    }

    /** The positions of that many events, appended now, behind which nobody else has any. */
    private List<Long> positions(int count) {
        append(cart, added(count));
        return positionsOf(recorded(cart));
    }

    private List<RecordedEvent<Object>> log(ReadAllOptions options) {
        return await(store().readAll(Object.class, options).collect().asList());
    }

    private AssertSubscriber<RecordedEvent<Object>> subscribe(ReadAllOptions options, long request) {
        return store().readAll(Object.class, options).subscribe().withSubscriber(AssertSubscriber.create(request));
    }
}
