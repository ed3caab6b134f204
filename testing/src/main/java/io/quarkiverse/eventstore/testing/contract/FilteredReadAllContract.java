package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ReadAllOptions.from;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamName;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.Opened;

/**
 * Reads of the log that want some of its events only.
 */
public abstract class FilteredReadAllContract extends Contract {

    /** More than any page that a back end is likely to fetch at once. */
    private static final int LARGE = 2_500;

    private final String cart = unique("cart");
    private final String order = unique("order");

    @Test
    public void gives_only_events_of_a_category() {
        long first = append(cart, opened()).lastEventGlobalPosition();
        append(order, added("apple"));
        append(cart, added("plum"));

        assertThat(log(from(first).withFilter(EventFilter.categories(new StreamName(cart).category()))))
                .isEqualTo(recorded(cart));
        assertThat(log(from(first).withFilter(EventFilter.categories("no_such_category")))).isEmpty();
    }

    @Test
    public void gives_only_events_of_some_types() {
        long first = append(cart, opened(), added("plum")).lastEventGlobalPosition() - 1;
        append(order, added("apple"));

        assertThat(log(from(first).withFilter(EventFilter.eventTypes(Opened.class))))
                .extracting(RecordedEvent::data).containsExactly(opened());
        assertThat(log(from(first).withFilter(EventFilter.eventTypes(ShoppingCartEvent.class)))).hasSize(3);
    }

    @Test
    public void gives_only_events_of_streams_with_a_prefix() {
        long first = append(cart, opened()).lastEventGlobalPosition();
        append(order, added("apple"));

        assertThat(log(from(first).withFilter(EventFilter.streamPrefix(order)))).isEqualTo(recorded(order));
        assertThat(log(from(first).withFilter(EventFilter.streamPrefix(order).withEventTypes(Opened.class)))).isEmpty();
    }

    @Test
    public void counts_only_events_that_pass_the_filter_in_both_directions() {
        long first = append(cart, opened()).lastEventGlobalPosition();
        for (int i = 0; i < 5; i++) {
            append(order, added("apple"));
            append(cart, added("plum"));
        }
        ReadAllOptions ofCart = from(first).withFilter(EventFilter.streamPrefix(cart)).withMaxCount(3);

        assertThat(log(ofCart)).isEqualTo(recorded(cart).subList(0, 3));
        assertThat(log(ofCart.withDirection(ReadDirection.BACKWARDS))).extracting(RecordedEvent::streamVersion)
                .containsExactly(6L, 5L, 4L);
    }

    @Test
    public void finds_an_event_behind_many_that_do_not_pass() {
        List<Object> others = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
            others.add(added("apple"));
        }
        long first = append(order, others.toArray()).lastEventGlobalPosition() - LARGE + 1;
        for (int i = 0; i < 5; i++) {
            append(order, others.toArray());
        }
        append(cart, opened());

        assertThat(log(from(first).withFilter(EventFilter.streamPrefix(cart)))).isEqualTo(recorded(cart));
    }

    @Test
    public void refuses_a_filter_for_a_class_that_is_no_event() {
        assertThatThrownBy(() -> log(ReadAllOptions.filter(EventFilter.eventTypes(Thread.class))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Event filter: expected a registered event type or a supertype of one, but java.lang.Thread is none.");
    }

    @Test
    public void refuses_bad_filters() {
        assertThatThrownBy(() -> EventFilter.categories("a-b")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Event filter: expected a category, which is a name without '-', but it is 'a-b'.");
        assertThatThrownBy(() -> EventFilter.categories(" "))
                .hasMessage("Event filter: expected a category, which is a name without '-', but it is ' '.");
        assertThatThrownBy(() -> EventFilter.streamPrefix(" "))
                .hasMessage("Event filter: expected a prefix of stream names, but it is blank.");
        assertThatThrownBy(() -> EventFilter.streamPrefix("cart\0"))
                .hasMessage("Event filter: expected text that can be stored, but it has a NUL character at index 4.");
        assertThatThrownBy(() -> EventFilter.categories("cart\ud800"))
                .hasMessage("Event filter: expected text that can be stored, but it has half of a surrogate pair at index 4.");
        assertThatThrownBy(() -> EventFilter.eventTypes((Class<?>) null))
                .hasMessage("Event filter: expected classes of events, but it is null.");
        assertThatThrownBy(() -> ReadAllOptions.filter(null)).hasMessage("Read options: expected a filter, but it is null.");
    }

    private List<RecordedEvent<Object>> log(ReadAllOptions options) {
        return await(store().readAll(Object.class, options).collect().asList());
    }
}
