package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ReadStreamOptions.all;
import static io.quarkiverse.eventstore.ReadStreamOptions.backwards;
import static io.quarkiverse.eventstore.ReadStreamOptions.from;
import static io.quarkiverse.eventstore.ReadStreamOptions.maxCount;
import static io.quarkiverse.eventstore.ReadStreamOptions.to;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/**
 * Reads of streams of any length, which give events as they are requested.
 */
public abstract class StreamEventsContract extends Contract {

    /** More than any page that a back end is likely to fetch at once. */
    private static final int LARGE = 2_500;

    @Test
    public void gives_nothing_for_a_stream_that_does_not_exist() {
        assertThat(events(unique("cart"), all())).isEmpty();
        assertThat(events(unique("cart"), backwards())).isEmpty();
    }

    @Test
    public void gives_the_same_events_as_a_read() {
        String cart = streamAt(20);

        for (ReadStreamOptions options : List.of(all(), from(5), to(5), from(5).withTo(9), maxCount(3), maxCount(0), to(0),
                from(99), backwards(), backwards().withFrom(5).withTo(9).withMaxCount(3), backwards().withTo(0))) {
            assertThat(events(cart, options)).as("%s", options).isEqualTo(read(cart, options).events());
        }
    }

    @Test
    public void gives_all_events_in_order_without_options() {
        String cart = streamAt(10);

        var events = await(store().streamEvents(cart, ShoppingCartEvent.class).collect().asList());

        assertThat(events).isEqualTo(read(cart).events()).hasSize(10);
    }

    @Test
    public void gives_a_large_stream_in_order() {
        assertThat(versionsOf(events(streamAt(LARGE), all()))).isEqualTo(range(1, LARGE));
    }

    @Test
    public void gives_a_large_stream_backwards() {
        List<Long> versions = versionsOf(events(streamAt(LARGE), backwards()));

        assertThat(versions).hasSize(LARGE).startsWith((long) LARGE).endsWith(1L)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one)).doesNotHaveDuplicates();
    }

    @Test
    public void gives_a_large_part_of_a_large_stream() {
        String cart = streamAt(LARGE);

        assertThat(versionsOf(events(cart, from(200).withTo(2_300)))).isEqualTo(range(200, 2_300));
        assertThat(versionsOf(events(cart, from(200).withMaxCount(2_000)))).isEqualTo(range(200, 2_199));
        assertThat(versionsOf(events(cart, backwards().withMaxCount(2_000)))).hasSize(2_000).endsWith(501L);
    }

    @Test
    public void gives_round_numbers_of_events_completely() {
        for (int size : List.of(1, 100, 500, 1_000)) {
            String cart = streamAt(size);

            assertThat(events(cart, all())).hasSize(size);
            assertThat(events(cart, backwards())).hasSize(size);
            assertThat(events(cart, maxCount(size))).hasSize(size);
        }
    }

    @Test
    public void gives_nothing_before_it_is_requested() {
        AssertSubscriber<RecordedEvent<ShoppingCartEvent>> subscriber = subscribe(streamAt(10), all(), 0);

        subscriber.awaitSubscription(Outcomes.AT_MOST);

        subscriber.assertHasNotReceivedAnyItem().assertNotTerminated();
        subscriber.request(1).awaitItems(1, Outcomes.AT_MOST);
        subscriber.cancel();
    }

    @Test
    public void gives_as_many_events_as_are_requested() {
        AssertSubscriber<RecordedEvent<ShoppingCartEvent>> subscriber = subscribe(streamAt(LARGE), all(), 3);

        subscriber.awaitItems(3, Outcomes.AT_MOST).assertNotTerminated();
        subscriber.request(1_000).awaitItems(1_003, Outcomes.AT_MOST).assertNotTerminated();
        assertThat(subscriber.getItems()).hasSize(1_003);
        subscriber.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST);

        assertThat(versionsOf(subscriber.getItems())).isEqualTo(range(1, LARGE));
    }

    @Test
    public void leaves_out_events_that_were_appended_after_the_first_was_fetched() {
        String cart = streamAt(LARGE);
        var subscriber = subscribe(cart, all(), 1).awaitItems(1, Outcomes.AT_MOST);

        append(cart, added(700));
        subscriber.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST);

        assertThat(versionsOf(subscriber.getItems())).isEqualTo(range(1, LARGE));
        assertThat(events(cart, all())).hasSize(LARGE + 700);
    }

    @Test
    public void leaves_out_later_events_while_a_slow_reader_reads_backwards() {
        String cart = streamAt(LARGE);
        var subscriber = subscribe(cart, backwards(), 1).awaitItems(1, Outcomes.AT_MOST);

        append(cart, added(700));
        subscriber.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST);

        assertThat(subscriber.getItems()).hasSize(LARGE);
        assertThat(subscriber.getItems().get(0).streamVersion()).isEqualTo(LARGE);
    }

    @Test
    public void leaves_out_later_events_within_to_and_max_count() {
        String cart = streamAt(LARGE);
        var bounded = subscribe(cart, to(LARGE + 100), 1).awaitItems(1, Outcomes.AT_MOST);
        var counted = subscribe(cart, maxCount(LARGE + 100), 1).awaitItems(1, Outcomes.AT_MOST);

        append(cart, added(700));
        bounded.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST);
        counted.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST);

        assertThat(bounded.getItems()).hasSize(LARGE);
        assertThat(counted.getItems()).hasSize(LARGE);
    }

    @Test
    public void may_be_cancelled_in_the_middle_any_number_of_times() {
        String cart = streamAt(LARGE);

        for (int i = 0; i < 30; i++) {
            subscribe(cart, all(), 2).awaitItems(2, Outcomes.AT_MOST).cancel();
        }

        assertThat(events(cart, all())).hasSize(LARGE);
    }

    @Test
    public void may_be_left_by_an_operator_that_needs_no_more() {
        String cart = streamAt(LARGE);

        var first = await(store().streamEvents(cart, ShoppingCartEvent.class).select().first(3).collect().asList());

        assertThat(versionsOf(first)).isEqualTo(range(1, 3));
    }

    @Test
    public void reads_anew_for_every_subscription() {
        String cart = streamAt(2);
        Multi<RecordedEvent<ShoppingCartEvent>> events = store().streamEvents(cart, ShoppingCartEvent.class);

        assertThat(await(events.collect().asList())).hasSize(2);
        append(cart, opened());

        assertThat(await(events.collect().asList())).hasSize(3);
    }

    @Test
    public void serves_many_slow_readers_at_once() {
        String cart = streamAt(LARGE);

        var readers = LongStream.range(0, 50).mapToObj(i -> subscribe(cart, all(), 1)).toList();
        readers.forEach(reader -> reader.awaitItems(1, Outcomes.AT_MOST));
        append(cart, opened());
        readers.forEach(reader -> reader.request(Long.MAX_VALUE).awaitCompletion(Outcomes.AT_MOST));

        assertThat(readers).allSatisfy(reader -> assertThat(reader.getItems()).hasSize(LARGE));
    }

    @Test
    public void fails_before_the_first_event_when_the_expected_version_does_not_hold() {
        var subscriber = subscribe(streamAt(5), ReadStreamOptions.expectedStreamVersion(3), Long.MAX_VALUE);

        subscriber.awaitFailure(Outcomes.AT_MOST);

        subscriber.assertHasNotReceivedAnyItem().assertFailedWith(ConcurrencyException.class);
    }

    private String streamAt(int version) {
        String cart = unique("cart");
        append(cart, added(version));
        return cart;
    }

    private List<RecordedEvent<ShoppingCartEvent>> events(String cart, ReadStreamOptions options) {
        return await(store().streamEvents(cart, ShoppingCartEvent.class, options).collect().asList());
    }

    private AssertSubscriber<RecordedEvent<ShoppingCartEvent>> subscribe(String cart, ReadStreamOptions options,
            long request) {
        return store().streamEvents(cart, ShoppingCartEvent.class, options).subscribe()
                .withSubscriber(AssertSubscriber.create(request));
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
