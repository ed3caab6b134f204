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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/**
 * Which events a read gives, and what it tells about the stream.
 */
public abstract class ReadingContract extends Contract {

    @Test
    public void gives_nothing_for_a_stream_that_does_not_exist() {
        assertThat(read(unique("cart"))).isEqualTo(new ReadStreamResult<>(List.of(), 0, false));
    }

    @Test
    public void gives_nothing_for_a_missing_stream_whatever_the_options() {
        for (ReadStreamOptions options : List.of(from(3), to(3), to(0), maxCount(3), maxCount(0), backwards())) {
            assertThat(read(unique("cart"), options)).isEqualTo(new ReadStreamResult<>(List.of(), 0, false));
        }
    }

    @Test
    public void does_not_create_a_stream() {
        String cart = unique("cart");

        read(cart);

        assertMissing(cart);
    }

    @Test
    public void gives_all_events_in_order_without_options() {
        String cart = streamAt(10);

        ReadStreamResult<ShoppingCartEvent> result = await(store().readStream(cart, ShoppingCartEvent.class));

        assertThat(versionsOf(result.events())).isEqualTo(range(1, 10));
        assertThat(result.events()).extracting(event -> (Object) event.data()).containsExactly(added(10));
        assertThat(result.currentStreamVersion()).isEqualTo(10);
        assertThat(result.streamExists()).isTrue();
    }

    @Test
    public void gives_events_of_its_stream_only() {
        String cart = streamAt(2);
        append(cart + "0", added(3));

        assertThat(read(cart).events()).hasSize(2).extracting(RecordedEvent::streamName).containsOnly(cart);
    }

    @Test
    public void takes_from_as_the_lowest_version_inclusive() {
        assertReads(streamAt(10), from(4), range(4, 10));
        assertReads(streamAt(10), from(10), range(10, 10));
    }

    @Test
    public void takes_from_0_and_1_as_the_beginning() {
        String cart = streamAt(3);

        assertReads(cart, from(0), range(1, 3));
        assertReads(cart, from(1), range(1, 3));
    }

    @Test
    public void takes_to_as_the_highest_version_inclusive() {
        assertReads(streamAt(10), to(4), range(1, 4));
        assertReads(streamAt(10), to(1), range(1, 1));
    }

    @Test
    public void takes_to_beyond_the_end_as_the_end() {
        assertReads(streamAt(3), to(100), range(1, 3));
        assertReads(streamAt(3), to(Long.MAX_VALUE), range(1, 3));
    }

    @Test
    public void takes_from_and_to_together() {
        String cart = streamAt(10);

        assertReads(cart, from(3).withTo(5), range(3, 5));
        assertReads(cart, from(5).withTo(5), range(5, 5));
    }

    @Test
    public void gives_at_most_max_count_events() {
        String cart = streamAt(10);

        assertReads(cart, maxCount(1), range(1, 1));
        assertReads(cart, maxCount(4), range(1, 4));
        assertReads(cart, maxCount(100), range(1, 10));
    }

    @Test
    public void counts_max_count_after_from_and_to() {
        String cart = streamAt(10);

        assertReads(cart, from(6).withMaxCount(3), range(6, 8));
        assertReads(cart, from(6).withTo(7).withMaxCount(3), range(6, 7));
        assertReads(cart, from(9).withMaxCount(3), range(9, 10));
    }

    @Test
    public void tells_the_truth_about_the_stream_where_options_leave_no_event() {
        String cart = streamAt(5);

        for (ReadStreamOptions options : List.of(from(6), from(Long.MAX_VALUE), to(0), maxCount(0), from(4).withTo(3),
                backwards().withFrom(6), backwards().withTo(0), backwards().withMaxCount(0))) {
            assertThat(read(cart, options)).as("%s", options).isEqualTo(new ReadStreamResult<>(List.of(), 5, true));
        }
    }

    @Test
    public void takes_the_largest_numbers() {
        assertReads(streamAt(3), from(0).withTo(Long.MAX_VALUE).withMaxCount(Long.MAX_VALUE), range(1, 3));
    }

    @Test
    public void gives_the_last_event_first_when_it_reads_backwards() {
        assertReads(streamAt(5), backwards(), List.of(5L, 4L, 3L, 2L, 1L));
    }

    @Test
    public void takes_from_and_to_as_versions_when_it_reads_backwards() {
        String cart = streamAt(10);

        assertReads(cart, backwards().withFrom(4).withTo(7), List.of(7L, 6L, 5L, 4L));
        assertReads(cart, backwards().withFrom(9), List.of(10L, 9L));
        assertReads(cart, backwards().withTo(2), List.of(2L, 1L));
    }

    @Test
    public void counts_from_the_end_when_it_reads_backwards() {
        String cart = streamAt(10);

        assertReads(cart, backwards().withMaxCount(2), List.of(10L, 9L));
        assertReads(cart, backwards().withTo(7).withMaxCount(2), List.of(7L, 6L));
    }

    @Test
    public void gives_everything_that_is_known_about_an_event() {
        String cart = streamAt(2);
        UUID id = UUID.randomUUID();
        Metadata metadata = Metadata.empty().withCausationId("command-1");
        AppendToStreamResult appended = append(cart, EventData.of(opened()).withEventId(id).withMetadata(metadata));

        RecordedEvent<ShoppingCartEvent> event = read(cart, from(3)).events().get(0);

        assertThat(event).isEqualTo(new RecordedEvent<>(opened(), "contract-cart-opened", cart, 3,
                appended.lastEventGlobalPosition(), id, event.recordedAt(), metadata));
    }

    @Test
    public void tells_when_an_event_was_appended_in_microseconds() {
        RecordedEvent<?> event = read(streamAt(1)).events().get(0);

        assertThat(event.recordedAt().getNano() % 1_000).isZero();
        assertThat(Duration.between(event.recordedAt(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    public void gives_equal_results_for_equal_reads() {
        String cart = streamAt(3);

        assertThat(read(cart)).isEqualTo(read(cart)).isEqualTo(read(cart, all()));
    }

    @Test
    public void gives_a_list_that_nobody_changes() {
        List<RecordedEvent<ShoppingCartEvent>> events = read(streamAt(3)).events();

        assertThatThrownBy(() -> events.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    public void reads_anew_for_every_subscription() {
        String cart = streamAt(1);
        Uni<ReadStreamResult<Object>> reading = store().readStream(cart, Object.class);

        assertThat(await(reading).currentStreamVersion()).isEqualTo(1);
        append(cart, opened());

        assertThat(await(reading).currentStreamVersion()).isEqualTo(2);
    }

    @Test
    public void reads_several_thousand_events_into_one_list() {
        String cart = streamAt(3_000);

        assertReads(cart, all(), range(1, 3_000));
        assertReads(cart, from(500).withMaxCount(2_000), range(500, 2_499));
    }

    @Test
    public void refuses_negative_options() {
        assertThatThrownBy(() -> from(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Read option from: expected 0 or more, but it is -1.");
        assertThatThrownBy(() -> to(-2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Read option to: expected 0 or more, but it is -2.");
        assertThatThrownBy(() -> maxCount(-3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Read option maxCount: expected 0 or more, but it is -3.");
    }

    private String streamAt(int version) {
        String cart = unique("cart");
        append(cart, added(version));
        return cart;
    }

    private void assertReads(String cart, ReadStreamOptions options, List<Long> versions) {
        ReadStreamResult<ShoppingCartEvent> all = read(cart);
        ReadStreamResult<ShoppingCartEvent> part = read(cart, options);

        assertThat(versionsOf(part.events())).as("%s", options).isEqualTo(versions);
        assertThat(all.events()).containsAll(part.events());
        assertThat(part.currentStreamVersion()).isEqualTo(all.currentStreamVersion());
        assertThat(part.streamExists()).isTrue();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
