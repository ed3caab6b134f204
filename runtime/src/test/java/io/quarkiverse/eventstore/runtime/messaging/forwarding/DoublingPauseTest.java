package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class DoublingPauseTest {

    @Test
    void is_twice_as_long_each_time_up_to_the_longest() {
        DoublingPause pause = new DoublingPause(Duration.ofMillis(100), Duration.ofSeconds(1));

        assertThat(LongStream.range(0, 6).mapToObj(pause::after).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L);
        assertThat(pause.after(Long.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void is_the_longest_if_the_first_would_be_longer() {
        assertThat(new DoublingPause(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofMinutes(1)).after(3))
                .isEqualTo(Duration.ofMinutes(1));
    }
}
