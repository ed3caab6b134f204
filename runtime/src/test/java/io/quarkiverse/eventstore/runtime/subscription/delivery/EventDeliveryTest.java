package io.quarkiverse.eventstore.runtime.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.smallrye.mutiny.Uni;

class EventDeliveryTest {

    /** A handler that may block is not called once more. */
    @ParameterizedTest
    @CsvSource({ "EVENT_LOOP, 16", "WORKER, 1", "VIRTUAL_THREAD, 1" })
    void calls_no_handler_that_may_block_when_the_lease_has_run_out(HandlerThread kind, int handled) {
        Tenure tenure = new Tenure(new PartitionLease("s", 0, 1), Tenure.in(Duration.ofMinutes(1)));
        EventHandler<String> outlivingTheLease = event -> {
            tenure.renew(Tenure.in(Duration.ofSeconds(-1)));
            return Uni.createFrom().voidItem();
        };
        EventDelivery<String> delivery = new EventDelivery<>(outlivingTheLease, EventDeliveryTest::decode, Runnable::run, kind);
        List<LoggedEvent> events = LongStream.rangeClosed(1, 100).mapToObj(EventDeliveryTest::logged).toList();

        Uni<Integer> delivered = delivery.deliver(events, new Progress(100, List.of(), List.of()), tenure);

        assertThat(delivered.await().atMost(Duration.ofSeconds(30))).isEqualTo(handled);
    }

    private static LoggedEvent logged(long position) {
        return new LoggedEvent("cart-1",
                new StoredEvent(position, position, UUID.randomUUID(), "text", "{}", null, Instant.EPOCH));
    }

    private static Optional<RecordedEvent<String>> decode(LoggedEvent logged) {
        StoredEvent event = logged.event();
        return Optional.of(new RecordedEvent<>(event.data(), event.type(), logged.streamName(), event.streamVersion(),
                event.globalPosition(), event.eventId(), event.recordedAt(), Metadata.empty()));
    }
}
