package io.quarkiverse.eventstore.runtime.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.StoredEvent;

/** What a node knows of its own commits. */
class CommitWindowTest {

    private static final int SIZE = 4_096;

    private final AtomicLong now = new AtomicLong();
    private final CommitWindow window = new CommitWindow(now::get);

    @Test
    void takes_nothing_before_a_position_is_settled() {
        window.add(committed(1));
        window.settle(0);

        assertThat(window.isFollowed()).isTrue();
        assertThat(window.takeRun()).isEmpty();
    }

    @Test
    void gives_what_follows_without_a_gap_in_whatever_order_it_was_told() {
        window.settle(100);
        for (long position : new long[] { 102, 104, 101 }) {
            window.add(committed(position));
        }

        assertThat(positions()).containsExactly(101L, 102L);
        assertThat(positions()).isEmpty();

        window.add(committed(103));
        assertThat(positions()).containsExactly(103L, 104L);
    }

    @Test
    void forgets_what_the_log_itself_has_settled() {
        window.settle(100);
        window.add(committed(101));
        window.add(committed(103));
        window.settle(102);
        window.add(committed(102));

        assertThat(positions()).containsExactly(103L);
    }

    @Test
    void leaves_out_what_lies_too_far_behind() {
        window.settle(0);
        window.add(committed(SIZE + 1));
        for (long position = 1; position <= SIZE; position++) {
            window.add(committed(position));
        }

        assertThat(positions()).hasSize(SIZE).endsWith((long) SIZE);
        assertThat(positions()).isEmpty();
    }

    @Test
    void takes_no_more_characters_than_there_is_room_for_and_more_when_they_are_taken() {
        window.settle(0);
        for (long position = 1; position <= 6; position++) {
            window.add(committed(position, 1_000_000));
        }

        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L, 5L);

        window.settle(6);
        window.add(committed(7, 1_000_000));
        assertThat(positions()).containsExactly(7L);
    }

    @Test
    void counts_a_position_that_comes_again_once() {
        window.settle(0);
        for (int i = 0; i < 10; i++) {
            window.add(committed(1, 1_000_000));
        }
        window.add(committed(2, 1_000_000));

        assertThat(positions()).containsExactly(1L, 2L);
    }

    /** It may have been removed from the log meanwhile. */
    @Test
    void forgets_everything_when_nobody_looks_any_more() {
        window.settle(100);
        window.add(committed(101));
        now.addAndGet(Duration.ofSeconds(11).toNanos());

        assertThat(positions()).isEmpty();
        assertThat(window.isFollowed()).isFalse();

        window.add(committed(102));
        window.settle(101);
        assertThat(window.isFollowed()).isTrue();
        assertThat(positions()).isEmpty();

        window.add(committed(102));
        assertThat(positions()).containsExactly(102L);
    }

    @Test
    void takes_nothing_more_when_nobody_looks_any_more() {
        window.settle(100);
        now.addAndGet(Duration.ofSeconds(11).toNanos());

        window.add(committed(101));

        assertThat(window.isFollowed()).isFalse();
        window.settle(100);
        assertThat(positions()).isEmpty();
    }

    @Test
    void goes_on_as_long_as_somebody_looks() {
        window.settle(100);
        for (long position = 101; position <= 110; position++) {
            now.addAndGet(Duration.ofSeconds(9).toNanos());
            window.add(committed(position));
            assertThat(positions()).containsExactly(position);
        }
    }

    private List<Long> positions() {
        return window.takeRun().stream().map(logged -> logged.event().globalPosition()).toList();
    }

    private static LoggedEvent committed(long position) {
        return committed(position, 2);
    }

    private static LoggedEvent committed(long position, int characters) {
        return new LoggedEvent("cart-1", new StoredEvent(position, position, UUID.randomUUID(), "product-added",
                "a".repeat(characters), null, Instant.EPOCH));
    }
}
