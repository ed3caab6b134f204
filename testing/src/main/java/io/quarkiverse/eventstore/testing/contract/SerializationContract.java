package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.SerializationSample;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.Opened;
import io.quarkiverse.eventstore.testing.contract.fixture.TextNoted;

/**
 * What was appended is read as it was.
 */
public abstract class SerializationContract extends Contract {

    private final SerializationSample sample = SerializationSample.typical();

    @Test
    public void keeps_an_event_with_components_of_every_kind() {
        assertKept(sample);
    }

    @Test
    public void keeps_decimal_numbers_with_their_scale() {
        for (String amount : List.of("10.00", "0.000", "-0.10", "1", "1E+3", "1E-9", "100")) {
            assertKept(sample.withAmount(new BigDecimal(amount)));
        }
    }

    @Test
    public void keeps_decimal_numbers_of_any_length() {
        assertKept(sample.withAmount(new BigDecimal("123456789012345678901234567890.12345678901234567890")));
    }

    @Test
    public void keeps_whole_numbers_beyond_the_53_bits_of_a_double() {
        for (long id : new long[] { (1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE, 0 }) {
            assertKept(sample.withId(id));
        }
    }

    @Test
    public void keeps_floating_point_numbers_to_the_last_bit() {
        for (double ratio : new double[] { 0.1 + 0.2, Double.MIN_VALUE, Double.MAX_VALUE, 1e-300, Math.PI, 0 }) {
            assertKept(sample.withRatio(ratio));
        }
    }

    @Test
    public void keeps_instants_to_the_nanosecond() {
        for (String at : List.of("2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.123456789Z", "1969-12-31T23:59:59.9Z",
                "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z")) {
            assertKept(sample.withAt(Instant.parse(at)));
        }
    }

    @Test
    public void keeps_text_of_all_scripts() {
        for (String text : List.of("", " ", "Grüße, 北京, عربى, ไทย", "🛒👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿", "e\u0301 and é",
                "\ufeff\u200b\u2028\u2029\uffff")) {
            assertKept(TextNoted.of(text));
        }
    }

    @Test
    public void keeps_text_that_has_a_meaning_in_json_or_sql() {
        for (String text : List.of("\"quoted\"", "\\", "\\u0041", "\\\\u0000", "{\"a\":[1]}", "null",
                "'; drop table events; --",
                "{a,\"b\"}", "$1 ? :x %s", "\t\r\n\b\f\u0001\u001f\u007f")) {
            assertKept(TextNoted.of(text));
        }
    }

    @Test
    public void keeps_the_text_of_an_escaped_nul_which_is_no_nul() {
        assertKept(TextNoted.of("\\" + "u0000"));
        assertKept(TextNoted.of("\\\\" + "u0000"));
    }

    @Test
    public void keeps_long_text() {
        assertKept(TextNoted.of("0123456789🛒".repeat(100_000)));
    }

    @Test
    public void keeps_lists_with_their_order_and_repetitions() {
        assertKept(new TextNoted("lines", List.of("b", "a", "b", "", "🛒", "a")));
    }

    @Test
    public void keeps_components_that_are_null() {
        assertKept(new Opened(null));
        assertKept(new TextNoted(null, null));
    }

    @Test
    public void keeps_stream_names_of_all_scripts() {
        for (String name : List.of("köpfe", "購物車", "🛒👩‍👩‍👧", "é", "e\u0301", "\u202ertl\u202c")) {
            String stream = unique(name);

            append(stream, opened());

            assertThat(recorded(stream)).extracting(RecordedEvent::streamName).containsExactly(stream);
        }
    }

    @Test
    public void tells_composed_from_decomposed_characters_in_stream_names() {
        String unique = unique("cart");

        append(unique + "é", opened());

        assertMissing(unique + "e\u0301");
    }

    @Test
    public void gives_every_event_of_a_large_append_its_own_data() {
        String stream = unique("sample");
        Object[] samples = new Object[500];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sample.withId(i);
        }

        append(stream, samples);

        assertThat(dataOf(recorded(stream))).containsExactly(samples);
    }

    @Test
    public void gives_hooks_the_event_that_readers_read() {
        String stream = unique("sample");

        append(stream, sample);

        eventually(() -> !underTest().hooks().toldTo("recording", stream).isEmpty());
        assertThat(List.<Object> copyOf(underTest().hooks().toldTo("recording", stream).get(0).events()))
                .isEqualTo(recorded(stream));
    }

    private void assertKept(Object event) {
        String stream = unique("sample");

        append(stream, event);

        assertThat(recorded(stream).get(0).data()).isEqualTo(event);
    }
}
