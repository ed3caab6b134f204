package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendPaceTest {

    private static final long START = Long.MAX_VALUE - 1;

    private final SendPace pace = new SendPace(START);

    @Test
    void the_first_event_is_sent_at_once() {
        assertThat(pace.untilNext(START)).isLessThanOrEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({ "1, 20", "19, 20", "20, 100", "999, 100", "1000, 0" })
    void many_are_followed_by_more_together_and_as_many_as_possible_by_the_rest(int events, long millis) {
        pace.begins(START);
        pace.sent(events);

        assertThat(pace.untilNext(START)).isEqualTo(Duration.ofMillis(millis));
        assertThat(pace.untilNext(START + 5_000_000)).isEqualTo(Duration.ofMillis(millis - 5));
    }

    @Test
    void the_rest_of_very_many_is_no_sign_that_there_are_fewer() {
        pace.begins(START);
        pace.sent(1_000);
        pace.begins(START);
        pace.sent(5);

        assertThat(pace.untilNext(START)).isEqualTo(SendPace.APART_WHEN_BUSY);
    }

    @Test
    void after_fewer_it_hurries_again() {
        pace.begins(START);
        pace.sent(500);
        pace.begins(START + 100_000_000);
        pace.sent(19);

        assertThat(pace.untilNext(START + 120_000_000)).isEqualTo(Duration.ZERO);
    }
}
