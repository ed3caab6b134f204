package io.quarkiverse.eventstore.runtime.subscription.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamSlice;

class TailWaitersTest {

    private static final LogFilter CARTS = new LogFilter(Set.of("cart"), Set.of(), null, StreamSlice.ALL);

    private final TailWaiters waiters = new TailWaiters();

    @Test
    void only_those_are_told_whom_the_news_concern() {
        CompletableFuture<LogStretch> everything = waiters.add(10, LogFilter.ALL);
        CompletableFuture<LogStretch> carts = waiters.add(10, CARTS);

        waiters.takeConcerned(new LogStretch(10, 11), Optional.of(List.of(event("order-1", 11)))).tell();

        assertThat(everything).isCompletedWithValue(new LogStretch(10, 11));
        assertThat(carts).isNotDone();
        assertThat(waiters.count()).isOne();
    }

    @Test
    void what_was_let_pass_is_not_looked_at_again() {
        CompletableFuture<LogStretch> carts = waiters.add(10, CARTS);
        waiters.takeConcerned(new LogStretch(10, 15), Optional.of(List.of(event("order-1", 15)))).tell();

        waiters.takeConcerned(new LogStretch(15, 16), Optional.of(List.of(event("cart-1", 16)))).tell();

        assertThat(carts).isCompletedWithValue(new LogStretch(15, 16));
    }

    @Test
    void news_that_are_not_known_may_concern_everybody() {
        CompletableFuture<LogStretch> carts = waiters.add(10, CARTS);

        waiters.takeConcerned(new LogStretch(10, 5_000), Optional.empty()).tell();

        assertThat(carts).isCompletedWithValue(new LogStretch(10, 5_000));
    }

    @Test
    void a_look_that_finds_nothing_new_tells_nobody() {
        CompletableFuture<LogStretch> carts = waiters.add(10, CARTS);
        waiters.takeConcerned(new LogStretch(10, 15), Optional.of(List.of(event("order-1", 15)))).tell();

        waiters.takeConcerned(new LogStretch(15, 15), Optional.empty()).tell();

        assertThat(carts).isNotDone();
    }

    @Test
    void nobody_is_taken_out_when_a_filter_fails() {
        waiters.add(10, LogFilter.ALL);
        waiters.add(10, new LogFilter(Set.of(), Set.of("Added"), null, StreamSlice.ALL));
        LoggedEvent broken = new LoggedEvent("cart-1", null);

        assertThatThrownBy(() -> waiters.takeConcerned(new LogStretch(10, 11), Optional.of(List.of(broken))))
                .isInstanceOf(NullPointerException.class);

        assertThat(waiters.count()).isEqualTo(2);
    }

    @Test
    void news_at_and_below_the_own_position_concern_nobody() {
        CompletableFuture<LogStretch> ahead = waiters.add(12, LogFilter.ALL);

        waiters.takeConcerned(new LogStretch(10, 13), Optional.of(List.of(event("cart-1", 12)))).tell();

        assertThat(ahead).isNotDone();
    }

    @Test
    void who_waits_no_longer_learns_what_he_has_let_pass() {
        CompletableFuture<LogStretch> behind = waiters.add(10, CARTS);
        CompletableFuture<LogStretch> atTheEnd = waiters.add(15, CARTS);

        assertThat(waiters.takeOut(behind, 15)).isEqualTo(new LogStretch(15, 15));
        assertThat(waiters.takeOut(atTheEnd, 15)).isNull();
        assertThat(waiters.takeOut(behind, 15)).isNull();
        assertThat(waiters.count()).isZero();
    }

    @Test
    void who_is_ahead_of_what_is_settled_is_not_sent_back() {
        CompletableFuture<LogStretch> ahead = waiters.add(20, LogFilter.ALL);

        waiters.takeConcerned(new LogStretch(10, 20), Optional.empty()).tell();
        assertThat(ahead).isNotDone();
        waiters.takeConcerned(new LogStretch(10, 25), Optional.empty()).tell();

        assertThat(ahead).isCompletedWithValue(new LogStretch(20, 25));
    }

    @Test
    void who_has_let_something_pass_can_be_told_that_nothing_was_there() {
        CompletableFuture<LogStretch> carts = waiters.add(10, CARTS);
        CompletableFuture<LogStretch> others = waiters.add(15, CARTS);
        waiters.takeConcerned(new LogStretch(10, 15), Optional.of(List.of(event("order-1", 15)))).tell();
        assertThat(waiters.haveLetPass(15)).isTrue();

        waiters.takeThoseWhoLetPass(15).tell();

        assertThat(carts).isCompletedWithValueMatching(LogStretch::isEmpty).isCompletedWithValue(new LogStretch(15, 15));
        assertThat(others).isNotDone();
        assertThat(waiters.haveLetPass(15)).isFalse();
    }

    private static LoggedEvent event(String stream, long position) {
        return new LoggedEvent(stream, new StoredEvent(1, position, UUID.randomUUID(), "Added", "{}", null, Instant.EPOCH));
    }
}
