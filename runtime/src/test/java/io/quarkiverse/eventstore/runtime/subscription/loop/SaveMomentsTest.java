package io.quarkiverse.eventstore.runtime.subscription.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaveMomentsTest {

    private final SaveMoments moments = new SaveMoments(Duration.ofNanos(100));

    /** {@link System#nanoTime()} may be negative. */
    @ParameterizedTest
    @CsvSource({ "0, 100", "1, 100", "99, 100", "100, 200", "-1, 0", "-100, 0", "-101, -100" })
    void are_the_same_for_everybody(long now, long next) {
        assertThat(now + moments.untilNext(now).toNanos()).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "99, 0", "100, 1", "-1, -1", "-100, -1", "-101, -2" })
    void are_counted(long now, long latest) {
        assertThat(moments.latest(now)).isEqualTo(latest);
    }
}
