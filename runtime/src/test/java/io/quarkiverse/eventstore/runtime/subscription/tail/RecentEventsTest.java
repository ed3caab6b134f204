package io.quarkiverse.eventstore.runtime.subscription.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.StoredEvent;

class RecentEventsTest {

    private final RecentEvents recent = new RecentEvents();
    private long now = Long.MAX_VALUE - 5;

    @Test
    void give_what_is_behind_a_position() {
        add(0, 1, 2);
        add(2, 3);

        assertThat(positions(1)).contains(List.of(2L, 3L));
    }

    @Test
    void give_page_by_page_what_was_added_together_with_missing_positions() {
        add(0, 1, 3, 4, 7, 8);

        assertThat(positions(0, 2)).contains(List.of(1L, 3L));
        assertThat(positions(2, 2)).contains(List.of(3L, 4L));
        assertThat(positions(4, 2)).contains(List.of(7L, 8L));
        assertThat(positions(7, 2)).contains(List.of(8L));
    }

    @Test
    void give_nothing_when_there_is_a_hole() {
        add(0, 1);
        add(2, 3);

        assertThat(positions(0)).isEmpty();
        assertThat(positions(2)).contains(List.of(3L));
    }

    @Test
    void are_forgotten_after_a_while_also_when_newer_ones_stay() {
        add(0, 1);
        now += RecentEvents.KEPT_FOR.toNanos();
        add(1, 2);
        assertThat(positions(0)).contains(List.of(1L, 2L));

        now++;

        assertThat(positions(0)).as("to be read from the log").isEmpty();
        assertThat(positions(1)).contains(List.of(2L));
    }

    @Test
    void leave_nothing_behind_when_all_are_old() {
        add(0, 1);
        now += RecentEvents.KEPT_FOR.toNanos() + 1;

        recent.forgetOld(now);

        assertThat(recent.isEmpty()).isTrue();
        add(7, 8);
        assertThat(positions(7)).contains(List.of(8L));
    }

    private void add(long behind, long... positions) {
        List<LoggedEvent> events = LongStream.of(positions).mapToObj(RecentEventsTest::event).toList();
        recent.add(behind, positions[positions.length - 1], events, now);
    }

    private Optional<List<Long>> positions(long behind) {
        return positions(behind, 100);
    }

    private Optional<List<Long>> positions(long behind, int limit) {
        return recent.page(behind, LogFilter.ALL, limit, now).map(LogPage::events)
                .map(events -> events.stream().map(each -> each.event().globalPosition()).toList());
    }

    private static LoggedEvent event(long position) {
        return new LoggedEvent("cart-1",
                new StoredEvent(position, position, UUID.randomUUID(), "text", "{}", null, Instant.now()));
    }
}
