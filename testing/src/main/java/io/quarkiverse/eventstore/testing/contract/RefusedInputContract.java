package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.StreamNames;
import io.quarkiverse.eventstore.testing.contract.fixture.TextNoted;
import io.quarkiverse.eventstore.testing.contract.fixture.UnregisteredEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.UnserializableEvent;
import io.smallrye.mutiny.Uni;

/**
 * Input that is refused before anything is sent, with a failed {@code Uni} that names the culprit.
 */
public abstract class RefusedInputContract extends Contract {

    private static final String NUL = "before\u0000after";
    private static final String LONE_HIGH_SURROGATE = "before\ud83dafter";
    private static final String LONE_LOW_SURROGATE = "before\ude00after";

    @Test
    public void refuses_an_empty_list() {
        String cart = unique("cart");

        assertRefused(cart, store().appendToStream(cart, List.of()), "empty");
    }

    @Test
    public void refuses_an_empty_list_for_a_stream_that_exists() {
        String cart = unique("cart");
        append(cart, opened());

        assertThat(failureOf(store().appendToStream(cart, List.of()))).isInstanceOf(IllegalArgumentException.class);

        assertAtVersion(cart, 1);
    }

    @Test
    public void refuses_a_null_event_and_names_its_place() {
        String cart = unique("cart");

        assertRefused(cart, store().appendToStream(cart, Arrays.asList(opened(), opened(), null)), "null", "2");
    }

    @Test
    public void refuses_event_data_without_an_event() {
        assertThatThrownBy(() -> EventData.of(null)).hasMessage("Event data: expected an event, but it is null.");
    }

    @Test
    public void refuses_blank_stream_names() {
        for (String blank : List.of("", " ", "\t\n", "\u2003")) {
            assertThat(failureOf(store().appendToStream(blank, List.of(opened()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Stream name: expected a name, but it is blank ('" + blank + "').");
        }
    }

    @Test
    public void refuses_null_as_a_stream_name() {
        assertThat(failureOf(store().appendToStream(null, List.of(opened()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Stream name: expected a name, but it is null.");
    }

    @Test
    public void refuses_stream_names_over_512_characters() {
        String tooLong = unique("cart") + "x".repeat(600);

        assertThat(failureOf(store().appendToStream(tooLong.substring(0, 513), List.of(opened()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Stream name " + tooLong.substring(0, 40)
                        + "…: expected at most 512 characters, but it has 513.");
    }

    @Test
    public void refuses_a_nul_character_in_a_stream_name() {
        assertThat(failureOf(store().appendToStream(NUL, List.of(opened()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Stream name before…: expected text that can be stored, but it has a NUL character at index 6.");
    }

    @Test
    public void refuses_half_of_a_surrogate_pair_in_a_stream_name() {
        for (String broken : List.of(LONE_HIGH_SURROGATE, LONE_LOW_SURROGATE, "before\ud83d")) {
            assertThat(failureOf(store().appendToStream(broken, List.of(opened()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Stream name before…: expected text that can be stored, but it has half of a surrogate pair "
                            + "at index 6.");
        }
    }

    @Test
    public void refuses_an_unregistered_class_and_names_it() {
        String cart = unique("cart");

        assertRefused(cart, store().appendToStream(cart, List.of(opened(), new UnregisteredEvent("x"))),
                UnregisteredEvent.class.getName(), "1");
    }

    @Test
    public void refuses_an_unregistered_class_in_event_data() {
        String cart = unique("cart");

        assertRefused(cart, store().appendToStream(cart, List.of(EventData.of(new UnregisteredEvent("x")))),
                UnregisteredEvent.class.getName(), "0");
    }

    @Test
    public void refuses_a_text_as_an_event() {
        String cart = unique("cart");

        assertRefused(cart, store().appendToStream(cart, List.of("opened")), String.class.getName(), "0");
    }

    @Test
    public void refuses_an_event_that_cannot_be_serialized_and_says_why() {
        String cart = unique("cart");

        assertRefused(cart, store().appendToStream(cart, List.of(opened(), opened(), opened(), new UnserializableEvent("x"))),
                UnserializableEvent.class.getName(), "3", UnserializableEvent.REASON);
    }

    @Test
    public void refuses_a_nul_character_in_an_event() {
        assertUnstorable(TextNoted.of(NUL), "NUL");
    }

    @Test
    public void refuses_a_nul_character_anywhere_in_an_event() {
        assertUnstorable(new TextNoted("fine", List.of("fine", "\u0000")), "NUL");
        assertUnstorable(TextNoted.of("a backslash before it: \\\u0000"), "NUL");
    }

    @Test
    public void refuses_half_of_a_surrogate_pair_in_an_event() {
        assertUnstorable(TextNoted.of(LONE_HIGH_SURROGATE), "surrogate");
        assertUnstorable(TextNoted.of(LONE_LOW_SURROGATE), "surrogate");
    }

    @Test
    public void refuses_a_nul_character_in_metadata() {
        assertUnstorable(EventData.of(opened()).withMetadata(Metadata.empty().withCorrelationId(NUL)), "NUL");
        assertUnstorable(EventData.of(opened()).withMetadata(Metadata.empty().withEntry("name", NUL)), "NUL");
        assertUnstorable(EventData.of(opened()).withMetadata(Metadata.empty().withEntry(NUL, "value")), "NUL");
    }

    @Test
    public void refuses_half_of_a_surrogate_pair_in_metadata() {
        assertUnstorable(EventData.of(opened()).withMetadata(Metadata.empty().withEntry("name", LONE_LOW_SURROGATE)),
                "surrogate");
    }

    @Test
    public void refuses_a_bad_event_before_it_judges_the_expectation() {
        String cart = unique("cart");
        append(cart, opened());

        assertThat(failureOf(appending(cart, exactly(7), new UnregisteredEvent("x"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(failureOf(appending(cart, exactly(7)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void appends_none_of_the_events_when_one_is_refused() {
        String cart = unique("cart");
        append(cart, added(2));

        assertThat(failureOf(store().appendToStream(cart, List.of(opened(), new UnregisteredEvent("x"), opened()))))
                .isInstanceOf(IllegalArgumentException.class);

        assertAtVersion(cart, 2);
    }

    @Test
    public void refuses_every_subscription_again() {
        String cart = unique("cart");
        Uni<?> refused = store().appendToStream(cart, List.of(new UnregisteredEvent("x")));

        assertThat(failureOf(refused)).isInstanceOf(IllegalArgumentException.class);
        assertThat(failureOf(refused)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void refuses_impossible_stream_names_in_every_other_operation() {
        for (String name : List.of(" ", "x".repeat(513), NUL, LONE_HIGH_SURROGATE)) {
            assertThat(List.<Uni<?>> of(
                    store().readStream(name, Object.class),
                    store().streamEvents(name, Object.class).collect().asList(),
                    store().aggregateStream(name, AggregateStreamOptions.of(Object.class, () -> 0, (n, event) -> n + 1)),
                    store().streamExists(name)))
                    .allSatisfy(uni -> assertThat(failureOf(uni)).isInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith("Stream name"));
        }
    }

    private void assertUnstorable(Object event, String finding) {
        String cart = unique("cart");
        Object culprit = event instanceof EventData<?> data ? data.event() : event;

        assertRefused(cart, store().appendToStream(cart, List.of(opened(), event)), culprit.getClass().getName(), "1", finding);
    }

    private void assertRefused(String streamName, Uni<?> append, String... culprits) {
        assertThat(failureOf(append)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(streamName);
        assertThat(failureOf(append).getMessage().replace(streamName, "")).contains(culprits);
        assertMissing(streamName);
    }

    @Test
    void null_options_are_refused_through_the_uni() {
        String cart = StreamNames.unique("cart");

        List<Throwable> failures = List.of(
                failureOf(store().appendToStream(cart, List.of(ShoppingCartEvent.added("a")), null)),
                failureOf(store().readStream(cart, ShoppingCartEvent.class, null)),
                failureOf(store().readStream(cart, null)),
                failureOf(store().streamEvents(cart, ShoppingCartEvent.class, null).collect().asList()),
                failureOf(store().aggregateStream(cart, null)));

        assertThat(failures).allSatisfy(failure -> assertThat(failure).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Stream " + cart + ": expected ").hasMessageContaining("null"));
        assertMissing(cart);
    }

    @Test
    void options_of_null_are_refused() {
        assertThatThrownBy(() -> AppendToStreamOptions.expecting((ExpectedStreamVersion) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Append options: expected an expected stream version, but it is null.");
        assertThatThrownBy(() -> ReadStreamOptions.all().withDirection(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Read options: expected a direction, but it is null.");
    }
}
