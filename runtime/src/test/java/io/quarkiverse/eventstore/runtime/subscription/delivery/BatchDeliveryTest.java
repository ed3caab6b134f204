package io.quarkiverse.eventstore.runtime.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.smallrye.mutiny.Uni;

class BatchDeliveryTest {

    /** Every other event. */
    private static final EventDecoder<String> ODD = logged -> logged.event().globalPosition() % 2 == 0 ? Optional.empty()
            : Optional.of(new RecordedEvent<>("data", "text", logged.streamName(), logged.event().streamVersion(),
                    logged.event().globalPosition(), logged.event().eventId(), Instant.EPOCH, Metadata.empty()));

    @Test
    void a_handler_that_has_done_a_part_has_done_what_nobody_wants_before_it() {
        assertThat(failureOf((batch, isHeld) -> Uni.createFrom()
                .failure(new DeliveryFailedException(2, new IllegalStateException("broken")))).handled()).isEqualTo(3);
    }

    @Test
    void a_handler_that_has_done_nothing_has_done_nothing_before_it() {
        assertThat(failureOf((batch, isHeld) -> Uni.createFrom()
                .failure(new DeliveryFailedException(0, new IllegalStateException("broken")))).handled()).isZero();
        assertThat(failureOf((batch, isHeld) -> Uni.createFrom().failure(new IllegalStateException("broken"))).handled())
                .isZero();
        assertThat(failureOf((batch, isHeld) -> {
            throw new IllegalStateException("broken");
        }).handled()).isZero();
    }

    private static DeliveryFailedException failureOf(HeldBatchHandler<String> handler) {
        CompletableFuture<Integer> delivered = new BatchDelivery<>(handler, ODD, Runnable::run)
                .deliver(LongStream.rangeClosed(1, 6).mapToObj(BatchDeliveryTest::event).toList(), Progress.to(6),
                        new Tenure(new PartitionLease("mails", 0, 1), Tenure.in(Duration.ofMinutes(1))))
                .subscribeAsCompletionStage();
        return (DeliveryFailedException) delivered.handle((done, failure) -> failure).join();
    }

    private static LoggedEvent event(long position) {
        return new LoggedEvent("cart-1",
                new StoredEvent(position, position, UUID.randomUUID(), "text", "{}", null, Instant.EPOCH));
    }
}
