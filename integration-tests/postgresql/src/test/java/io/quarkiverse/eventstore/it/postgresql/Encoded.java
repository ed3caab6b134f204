package io.quarkiverse.eventstore.it.postgresql;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.smallrye.mutiny.Uni;

/** Events and appends as a back end takes them. */
final class Encoded {

    private Encoded() {
    }

    static EncodedEvent event(int quantity) {
        return new EncodedEvent(UUID.randomUUID(), "contract-product-added",
                "{\"productId\":\"p\",\"quantity\":" + quantity + "}", null);
    }

    static EncodedAppend append(String streamName, ExpectedStreamVersion expected, int events) {
        return new EncodedAppend(streamName, expected,
                List.copyOf(IntStream.rangeClosed(1, events).mapToObj(Encoded::event).toList()));
    }

    /** Sends a batch of appends that have nothing to do with each other at each subscription. */
    static Uni<List<AppendOutcome>> together(AppendSender sender, List<EncodedAppend> batch) {
        return jointly(sender, batch.stream().map(JointAppend::of).toList())
                .map(outcomes -> outcomes.stream().map(JointOutcome::single).toList());
    }

    /** Sends a batch at each subscription. */
    static Uni<List<JointOutcome>> jointly(AppendSender sender, List<JointAppend> batch) {
        return Uni.createFrom().completionStage(() -> sender.together(batch));
    }
}
