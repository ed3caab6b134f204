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
        look(LookPace.BUSY - 1);
        pass(LookPace.APART);
        look(LookPace.BUSY - 1);

        pass(Duration.ofMillis(2));

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART.minusMillis(2));
    }

    @Test
    void looks_that_find_many_one_after_the_other_are_further_apart() {
        look(LookPace.BUSY);
        pass(LookPace.IN_A_ROW.minusNanos(1));
        look(LookPace.BUSY);

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART_WHEN_BUSY);
    }

    @Test
    void one_look_that_finds_many_after_a_while_does_not_keep_the_next_one_waiting() {
        look(LookPace.BUSY);
        pass(LookPace.IN_A_ROW);
        look(1_000);

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART);
    }

    @Test
    void a_look_that_finds_little_ends_the_row() {
        look(LookPace.BUSY);
        pass(LookPace.APART);
        look(LookPace.BUSY);
        pass(LookPace.APART_WHEN_BUSY);
        look(LookPace.BUSY - 1);

        assertThat(pace.untilNext(now)).isEqualTo(LookPace.APART);
    }

    @Test
    void a_look_after_a_while_begins_at_once() {
        look(LookPace.BUSY);

        pass(Duration.ofHours(1));

        assertThat(pace.untilNext(now)).isNegative();
    }

    @Test
    void the_more_readers_a_busy_look_wakes_the_further_apart_is_the_next() {
        assertThat(apartAfterBusyLooks(LookPace.BUSY, 4)).isEqualTo(LookPace.APART_WHEN_BUSY);
        assertThat(apartAfterBusyLooks(LookPace.BUSY, 7)).isEqualTo(LookPace.APART_FOR_EACH_WOKEN.multipliedBy(7));
        assertThat(apartAfterBusyLooks(LookPace.BUSY, 1_000)).isEqualTo(LookPace.LONGEST_APART);
    }

    @Test
    void a_crowd_of_events_is_followed_closely_whoever_reads_it() {
        assertThat(apartAfterBusyLooks(LookPace.CROWD, 1_000)).isEqualTo(LookPace.APART_WHEN_BUSY);
    }

    private Duration apartAfterBusyLooks(long found, int woken) {
        for (int i = 0; i < 2; i++) {
            pass(LookPace.APART);
            pace.begins(now);
            pace.found(found, woken);
        }
        return pace.untilNext(now);
    }

    private void look(long found) {
        pace.begins(now);
        pace.found(found, 1);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
