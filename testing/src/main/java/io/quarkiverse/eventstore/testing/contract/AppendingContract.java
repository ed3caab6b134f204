package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamName;
import io.quarkiverse.eventstore.testing.contract.fixture.TextNoted;
import io.smallrye.mutiny.Uni;

/**
 * What an append does when nothing stands in its way.
 */
public abstract class AppendingContract extends Contract {

    @Test
    public void creates_the_stream_with_version_1_for_its_first_event() {
        String cart = unique("cart");

        AppendToStreamResult result = append(cart, opened());

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(1);
        assertThat(result.createdNewStream()).isTrue();
        assertThat(versionsOf(read(cart).events())).containsExactly(1L);
    }

    @Test
    public void appends_behind_the_last_event() {
        String cart = unique("cart");
        append(cart, opened(), added("apple"));

        AppendToStreamResult result = append(cart, added("pear"));

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(3);
        assertThat(result.createdNewStream()).isFalse();
        assertThat(dataOf(read(cart).events())).containsExactly(opened(), added("apple"), added("pear"));
    }

    @Test
    public void creates_a_stream_with_several_events_at_once() {
        String cart = unique("cart");

        AppendToStreamResult result = append(cart, added(5));

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(5);
        assertThat(result.createdNewStream()).isTrue();
    }

    @Test
    public void keeps_events_in_the_order_of_the_list() {
        String cart = unique("cart");

        append(cart, added(20));

        assertThat(dataOf(recorded(cart))).containsExactly(added(20));
        assertThat(versionsOf(recorded(cart))).containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    public void takes_a_thousand_events_at_once() {
        String cart = unique("cart");

        AppendToStreamResult result = append(cart, added(1_000));

        assertThat(result.nextExpectedStreamVersion()).isEqualTo(1_000);
        assertThat(dataOf(recorded(cart))).containsExactly(added(1_000));
    }

    @Test
    public void tells_the_global_position_of_the_last_event() {
        String cart = unique("cart");

        AppendToStreamResult result = append(cart, added(3));

        assertThat(result.lastEventGlobalPosition()).isEqualTo(recorded(cart).get(2).globalPosition());
    }

    @Test
    public void gives_positions_in_the_order_of_versions() {
        String cart = unique("cart");

        append(cart, added(3));
        append(cart, opened());
        append(cart, added(3));

        assertThat(positionsOf(recorded(cart))).hasSize(7).isSorted().doesNotHaveDuplicates();
    }

    @Test
    public void gives_later_appends_to_other_streams_higher_positions() {
        long first = append(unique("cart"), added(3)).lastEventGlobalPosition();

        long second = append(unique("cart"), opened()).lastEventGlobalPosition();
        String third = unique("invoice");
        append(third, opened(), opened());

        assertThat(second).isGreaterThan(first);
        assertThat(positionsOf(recorded(third))).allMatch(position -> position > second);
    }

    @Test
    public void is_visible_to_every_reader_once_it_completed() {
        String cart = unique("cart");

        append(cart, opened());

        assertThat(underTest().blocking().readStream(cart, Object.class).currentStreamVersion()).isEqualTo(1);
        assertThat((boolean) await(store().streamExists(cart))).isTrue();
    }

    @Test
    public void takes_event_data_with_id_and_metadata() {
        String cart = unique("cart");
        UUID id = UUID.randomUUID();
        Metadata metadata = Metadata.empty().withCorrelationId("conversation-1");

        append(cart, EventData.of(opened()).withEventId(id).withMetadata(metadata));

        RecordedEvent<Object> event = recorded(cart).get(0);
        assertThat(event.data()).isEqualTo(opened());
        assertThat(event.eventId()).isEqualTo(id);
        assertThat(event.metadata()).isEqualTo(metadata);
    }

    @Test
    public void takes_plain_events_and_event_data_in_one_list() {
        String cart = unique("cart");

        append(cart, opened(), EventData.of(added("apple")), added("pear"));

        assertThat(dataOf(recorded(cart))).containsExactly(opened(), added("apple"), added("pear"));
    }

    @Test
    public void gives_each_event_an_id_of_its_own_of_uuid_version_7() {
        String cart = unique("cart");

        append(cart, opened(), opened(), EventData.of(opened()));

        List<UUID> ids = recorded(cart).stream().map(RecordedEvent::eventId).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
        assertThat(ids).allMatch(id -> Math.abs((id.getMostSignificantBits() >>> 16) - System.currentTimeMillis()) < 600_000);
    }

    @Test
    public void lets_an_event_id_be_in_several_streams() {
        EventData<?> event = EventData.of(opened());
        String cart = unique("cart");
        String copy = unique("copy");

        append(cart, ExpectedStreamVersion.noStream(), event);
        append(copy, ExpectedStreamVersion.noStream(), event);

        assertThat(recorded(copy).get(0).eventId()).isEqualTo(recorded(cart).get(0).eventId());
    }

    @Test
    public void takes_the_events_when_the_method_is_called() {
        String cart = unique("cart");
        List<String> lines = new ArrayList<>(List.of("before"));
        List<Object> events = new ArrayList<>(List.of(new TextNoted("note", lines)));

        Uni<AppendToStreamResult> append = store().appendToStream(cart, events);
        lines.set(0, "after");
        events.add(opened());
        await(append);

        assertThat(dataOf(recorded(cart))).containsExactly(new TextNoted("note", List.of("before")));
    }

    @Test
    public void does_nothing_before_a_subscription() {
        String cart = unique("cart");

        Uni<AppendToStreamResult> notSubscribed = store().appendToStream(cart, List.of(opened()));

        assertThat(notSubscribed).isNotNull();
        assertMissing(cart);
    }

    @Test
    public void is_not_withdrawn_by_cancelling_once_it_was_sent() {
        String cart = unique("cart");

        store().appendToStream(cart, List.of(opened(), opened())).subscribe().with(result -> {
        }, failure -> {
        }).cancel();

        eventually(() -> read(cart).currentStreamVersion() == 2);
    }

    @Test
    public void expects_any_version_by_default() {
        assertThat(AppendToStreamOptions.defaults().expectedStreamVersion()).isEqualTo(ExpectedStreamVersion.any());
    }

    @Test
    public void makes_no_difference_between_no_options_and_the_default_ones() {
        String cart = unique("cart");
        append(cart, opened());

        await(store().appendToStream(cart, List.of(opened()), AppendToStreamOptions.defaults()));

        assertAtVersion(cart, 2);
    }

    @Test
    public void compares_stream_names_exactly() {
        String cart = unique("cart");

        for (String name : List.of(cart, cart.toUpperCase(), " " + cart, cart + " ", cart + "\n")) {
            assertThat(append(name, opened()).createdNewStream()).as("'%s' is a stream of its own", name).isTrue();
        }
    }

    @Test
    public void takes_stream_names_with_any_characters() {
        for (String odd : List.of("'; drop table events; --", "%_\\", "\"{}[],$1", "a/b?c=d&e#f", "line\nfeed\ttab", "…-–-—")) {
            String name = unique("odd") + odd;

            append(name, opened());

            assertThat(recorded(name)).extracting(RecordedEvent::streamName).containsExactly(name);
        }
    }

    @Test
    public void takes_stream_names_of_512_characters() {
        String unique = unique("long");
        String ascii = unique + "x".repeat(StreamName.MAX_LENGTH - unique.length());
        String emoji = unique + "🛒".repeat(StreamName.MAX_LENGTH - unique.length());

        append(ascii, opened());
        append(emoji, opened(), opened());

        assertAtVersion(ascii, 1);
        assertAtVersion(emoji, 2);
    }

    @Test
    public void tells_for_each_stream_whether_it_exists() {
        String cart = unique("cart");
        append(cart, opened());

        assertThat((boolean) await(store().streamExists(cart))).isTrue();
        assertThat((boolean) await(store().streamExists(cart + "-other"))).isFalse();
    }

    @Test
    public void takes_an_unmodifiable_and_a_modifiable_list_alike() {
        String cart = unique("cart");

        await(store().appendToStream(cart, List.of(opened())));
        await(store().appendToStream(cart, Arrays.asList(opened(), opened())));

        assertAtVersion(cart, 3);
    }
}
