package io.quarkiverse.eventstore.runtime.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

class HandlerCallsTest {

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final List<Long> seen = new CopyOnWriteArrayList<>();

    @Test
    void go_through_many_events_whose_handler_is_done_at_once() {
        assertThat(call(100_000, event -> see(event, Uni.createFrom().voidItem()))).isEqualTo(100_000);
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 100_000).boxed().toList());
    }

    @Test
    void go_on_when_a_handler_is_done_on_another_thread() {
        assertThat(call(1_000, event -> see(event, Uni.createFrom().completionStage(
                event.globalPosition() % 3 == 0 ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.runAsync(() -> {
                        })))))
                .isEqualTo(1_000);
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList());
    }

    @Test
    void begin_no_event_while_another_one_is_handled() {
        CompletableFuture<Void> second = new CompletableFuture<>();
        CompletableFuture<Integer> all = calls(3, event -> see(event,
                event.globalPosition() == 2 ? Uni.createFrom().completionStage(second) : Uni.createFrom().voidItem()));

        assertThat(seen).containsExactly(1L, 2L);
        assertThat(all).isNotDone();

        second.complete(null);

        assertThat(all).isCompletedWithValue(3);
        assertThat(seen).containsExactly(1L, 2L, 3L);
    }

    /** No event is passed over for it. */
    @Test
    void take_the_first_answer_of_a_handler_that_answers_twice() {
        AnsweringTwice second = new AnsweringTwice();
        CompletableFuture<Integer> all = calls(4, event -> see(event, switch ((int) event.globalPosition()) {
            case 2 -> second;
            case 3 -> Uni.createFrom().nothing();
            default -> Uni.createFrom().voidItem();
        }));

        second.answer();
        second.answer();

        assertThat(seen).containsExactly(1L, 2L, 3L);
        assertThat(all).isNotDone();
    }

    @Test
    void stop_at_a_failure_and_tell_how_many_were_handled() {
        for (EventHandler<String> failing : List.<EventHandler<String>> of(
                event -> Uni.createFrom().failure(new IllegalStateException("failed")),
                event -> {
                    throw new IllegalStateException("failed");
                },
                event -> Uni.createFrom().completionStage(CompletableFuture.runAsync(() -> {
                    throw new IllegalStateException("failed");
                })))) {
            Throwable failure = catchThrowable(() -> call(5,
                    event -> event.globalPosition() == 3 ? failing.handle(event) : Uni.createFrom().voidItem()));

            assertThat(failure).isInstanceOfSatisfying(DeliveryFailedException.class, delivery -> {
                assertThat(delivery.handled()).isEqualTo(2);
                assertThat(delivery.reason()).hasMessageContaining("failed");
            });
        }
    }

    @Test
    void take_a_handler_that_returns_nothing_for_one_that_fails() {
        assertThat(catchThrowable(() -> call(1, event -> null))).isInstanceOfSatisfying(DeliveryFailedException.class,
                failure -> assertThat(failure.reason()).isInstanceOf(IllegalStateException.class)
                        .hasMessage("Handler: expected it to return a Uni, but it returned null."));
    }

    @Test
    void begin_no_further_event_when_the_lease_has_run_out() {
        assertThat(callsUntilTheThirdOutlivesTheLease(1, DONE)).isCompletedWithValue(3);
    }

    @Test
    void look_at_the_clock_once_in_several_calls_that_are_over_at_once() {
        assertThat(callsUntilTheThirdOutlivesTheLease(5, DONE)).isCompletedWithValue(5);
    }

    @Test
    void look_at_the_clock_after_a_call_that_took_a_while() {
        CompletableFuture<Void> third = new CompletableFuture<>();
        CompletableFuture<Integer> all = callsUntilTheThirdOutlivesTheLease(5, third);

        third.complete(null);

        assertThat(all).isCompletedWithValue(3);
    }

    private static CompletableFuture<Integer> callsUntilTheThirdOutlivesTheLease(int callsPerLook,
            CompletableFuture<Void> third) {
        Tenure tenure = new Tenure(new PartitionLease("s", 0, 1), Tenure.in(Duration.ofMinutes(1)));
        EventHandler<String> handler = event -> {
            if (event.globalPosition() != 3) {
                return Uni.createFrom().voidItem();
            }
            tenure.renew(Tenure.in(Duration.ofSeconds(-1)));
            return Uni.createFrom().completionStage(third);
        };
        return of(100, handler, tenure, callsPerLook).subscribeAsCompletionStage();
    }

    private Uni<Void> see(RecordedEvent<String> event, Uni<Void> answer) {
        seen.add(event.globalPosition());
        return answer;
    }

    private static int call(int events, EventHandler<String> handler) {
        return of(events, handler).await().atMost(Duration.ofSeconds(30));
    }

    private static CompletableFuture<Integer> calls(int events, EventHandler<String> handler) {
        return of(events, handler).subscribeAsCompletionStage();
    }

    private static Uni<Integer> of(int events, EventHandler<String> handler) {
        return of(events, handler, new Tenure(new PartitionLease("s", 0, 1), Tenure.in(Duration.ofMinutes(1))), 1);
    }

    private static Uni<Integer> of(int events, EventHandler<String> handler, Tenure tenure, int callsPerLook) {
        return HandlerCalls.of(LongStream.rangeClosed(1, events).mapToObj(HandlerCallsTest::logged).toList(),
                logged -> Optional.of(recorded(logged)), handler, Runnable::run, tenure, callsPerLook);
    }

    private static LoggedEvent logged(long position) {
        return new LoggedEvent("cart-1", new StoredEvent(position, position, UUID.randomUUID(), "text", "{}", null,
                Instant.EPOCH));
    }

    private static RecordedEvent<String> recorded(LoggedEvent logged) {
        StoredEvent event = logged.event();
        return new RecordedEvent<>(event.data(), event.type(), logged.streamName(), event.streamVersion(),
                event.globalPosition(), event.eventId(), event.recordedAt(), Metadata.empty());
    }

    /** Against the rules of Mutiny. */
    private static final class AnsweringTwice extends AbstractUni<Void> {

        private UniSubscriber<? super Void> subscriber;

        @Override
        public void subscribe(UniSubscriber<? super Void> downstream) {
            subscriber = downstream;
            downstream.onSubscribe(new UniSubscription() {

                @Override
                public void cancel() {
                    // nothing to undo
                }
            });
        }

        void answer() {
            subscriber.onItem(null);
        }
    }
}
