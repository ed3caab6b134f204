package io.quarkiverse.eventstore.runtime.subscription.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class LookPaceTest {

    /** Shortly before {@link System#nanoTime()} overflows. */
    private long now = Long.MAX_VALUE - Duration.ofMillis(3).toNanos();
    private final LookPace pace = new LookPace(now);

    @Test
    void the_first_look_begins_at_once() {
        assertThat(pace.untilNext(now)).isZero();
    }

    @Test
    void looks_that_find_little_are_a_little_apart() {
        lookAfter(LookPace.APART, 4);
        lookAfter(LookPace.APART, 4);

        now += Duration.ofMillis(2).toNanos();

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART.minusMillis(2));
    }

    @Test
    void a_thousand_a_second_are_many() {
        lookAfter(LookPace.APART, 5);
        lookAfter(LookPace.APART, 5);

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART_WHEN_BUSY);
    }

    @Test
    void looks_count_as_one_after_the_other_while_they_are_not_further_apart_than_busy_ones_can_be() {
        lookAfter(LookPace.APART, 0);
        lookAfter(LookPace.IN_A_ROW.minusNanos(1), 60);

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART_WHEN_BUSY);
    }

    @Test
    void they_stay_many_down_to_a_quarter_of_that() {
        lookAfter(LookPace.APART, 5);
        lookAfter(LookPace.APART, 5);

        lookAfter(LookPace.APART_WHEN_BUSY, 13);
        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART_WHEN_BUSY);
        lookAfter(LookPace.APART_WHEN_BUSY, 12);
        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART);
        lookAfter(LookPace.APART_WHEN_BUSY, 13);
        assertThat(pace.untilNext(now)).as("since they have to become a thousand again").isEqualTo(LookPace.APART);
    }

    @Test
    void one_look_that_finds_many_after_a_while_does_not_keep_the_next_one_waiting() {
        lookAfter(LookPace.APART, 0);
        lookAfter(LookPace.IN_A_ROW, 1_000);

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART);
    }

    @Test
    void a_look_after_a_while_begins_at_once() {
        lookAfter(LookPace.APART, 5);

        now += Duration.ofHours(1).toNanos();

        assertThat(pace.untilNext(now)).isNegative();
    }

    @Test
    void a_crowd_of_events_is_followed_more_closely() {
        lookAfter(LookPace.APART, LookPace.CROWD);

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART_IN_A_CROWD);
    }

    private void lookAfter(Duration pause, long found) {
        now += pause.toNanos();
        pace.begins(now);
        pace.found(found);
    }
}
