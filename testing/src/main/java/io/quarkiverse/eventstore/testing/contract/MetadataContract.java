package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;

/**
 * What is stored with an event beside its data.
 */
public abstract class MetadataContract extends Contract {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    public void is_empty_where_none_was_given() {
        assertThat(Metadata.empty().isEmpty()).isTrue();
        assertKept(Metadata.empty());

        String cart = unique("cart");
        append(cart, opened());
        assertThat(recorded(cart).get(0).metadata()).isEqualTo(Metadata.empty());
    }

    @Test
    public void keeps_the_correlation_id() {
        assertThat(assertKept(Metadata.empty().withCorrelationId("conversation-1")).correlationId()).contains("conversation-1");
    }

    @Test
    public void keeps_the_causation_id() {
        assertThat(assertKept(Metadata.empty().withCausationId("command-1")).causationId()).contains("command-1");
    }

    @Test
    public void keeps_names_of_any_length() {
        String name = "n".repeat(60_000);

        assertThat(assertKept(Metadata.empty().withEntry(name, "value")).entries()).containsEntry(name, "value");
    }

    @Test
    public void keeps_the_trace_context() {
        TraceContext context = new TraceContext(TRACEPARENT, "vendor=value,other=x");

        assertThat(assertKept(Metadata.empty().withTraceContext(context)).traceContext()).contains(context);
    }

    @Test
    public void keeps_a_trace_context_without_state() {
        TraceContext context = new TraceContext(TRACEPARENT, null);

        assertThat(assertKept(Metadata.empty().withTraceContext(context)).traceContext()).contains(context);
    }

    @Test
    public void keeps_free_entries() {
        Metadata kept = assertKept(Metadata.empty().withEntry("user", "anna").withEntry("tenant", "north"));

        assertThat(kept.entry("user")).contains("anna");
        assertThat(kept.entry("tenant")).contains("north");
        assertThat(kept.entry("other")).isEmpty();
    }

    @Test
    public void keeps_free_entries_in_the_order_in_which_they_were_added() {
        Metadata kept = assertKept(Metadata.empty().withEntry("zebra", "1").withEntry("a", "2").withEntry("mm", "3"));

        assertThat(kept.entries().keySet()).containsExactly("zebra", "a", "mm");
    }

    @Test
    public void keeps_everything_at_once() {
        Metadata kept = assertKept(Metadata.empty().withCorrelationId("c").withCausationId("d")
                .withTraceContext(new TraceContext(TRACEPARENT, "vendor=value")).withEntry("user", "anna"));

        assertThat(kept.isEmpty()).isFalse();
    }

    @Test
    public void keeps_empty_texts() {
        assertThat(assertKept(Metadata.empty().withEntry("note", "")).entry("note")).contains("");
        assertThat(assertKept(Metadata.empty().withCorrelationId("")).correlationId()).contains("");
        assertThat(assertKept(Metadata.empty().withCausationId("")).causationId()).contains("");
    }

    @Test
    public void keeps_text_of_all_scripts() {
        for (String text : List.of("Grüße 北京", "🛒👩‍👩‍👧", "\"quoted\" \\ {}", "line\nfeed", "'; drop table events; --")) {
            assertKept(Metadata.empty().withCorrelationId(text).withCausationId(text).withEntry(text, text));
        }
    }

    @Test
    public void keeps_entries_whose_names_are_those_of_the_other_parts() {
        Metadata kept = assertKept(Metadata.empty().withEntry("correlationId", "x").withEntry("traceparent", "y"));

        assertThat(kept.correlationId()).isEmpty();
        assertThat(kept.traceContext()).isEmpty();
    }

    @Test
    public void keeps_many_and_long_entries() {
        Metadata metadata = Metadata.empty();
        for (int i = 0; i < 500; i++) {
            metadata = metadata.withEntry("entry-" + i, "value ".repeat(20) + i);
        }

        assertThat(assertKept(metadata).entries()).hasSize(500);
    }

    @Test
    public void belongs_to_its_own_event() {
        String cart = unique("cart");
        Metadata first = Metadata.empty().withCorrelationId("first");
        Metadata third = Metadata.empty().withEntry("third", "yes");

        append(cart, EventData.of(opened()).withMetadata(first), opened(), EventData.of(opened()).withMetadata(third));

        assertThat(recorded(cart)).extracting(RecordedEvent::metadata).containsExactly(first, Metadata.empty(), third);
    }

    @Test
    public void reaches_hooks() {
        String cart = unique("cart");
        Metadata metadata = Metadata.empty().withCorrelationId("c").withEntry("user", "anna");

        append(cart, EventData.of(opened()).withMetadata(metadata));

        eventually(() -> !underTest().hooks().toldTo(RecordingHook.NAME, cart).isEmpty());
        assertThat(underTest().hooks().toldTo(RecordingHook.NAME, cart).get(0).events().get(0).metadata()).isEqualTo(metadata);
    }

    @Test
    public void takes_the_place_of_earlier_metadata_of_event_data() {
        EventData<?> event = EventData.of(opened()).withMetadata(Metadata.empty().withEntry("old", "x"))
                .withMetadata(Metadata.empty().withEntry("new", "y"));

        assertThat(event.metadata().entries()).containsOnlyKeys("new");
        assertThat(event.withEventId(event.eventId())).isEqualTo(event);
    }

    @Test
    public void is_a_value() {
        Metadata empty = Metadata.empty();
        Metadata one = empty.withCorrelationId("c").withEntry("a", "1");
        Metadata other = Metadata.empty().withEntry("a", "0").withEntry("a", "1").withCorrelationId("c");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(empty);
        assertThat(empty.isEmpty()).isTrue();
        assertThatThrownBy(() -> one.entries().put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    public void takes_several_entries_at_once() {
        Metadata metadata = Metadata.empty().withEntry("a", "1").withEntries(Map.of("a", "2", "b", "3"));

        assertThat(metadata.entries()).containsExactlyInAnyOrderEntriesOf(Map.of("a", "2", "b", "3"));
    }

    @Test
    public void refuses_null_and_says_what_is_null() {
        assertThatThrownBy(() -> Metadata.empty().withCorrelationId(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Metadata correlation id: expected a text, but it is null.");
        assertThatThrownBy(() -> Metadata.empty().withEntry("user", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Metadata entry user: expected a text, but it is null.");
    }

    private Metadata assertKept(Metadata metadata) {
        String cart = unique("cart");

        append(cart, EventData.of(opened()).withMetadata(metadata));

        Metadata kept = recorded(cart).get(0).metadata();
        assertThat(kept).isEqualTo(metadata);
        return kept;
    }
}
