package io.quarkiverse.eventstore.bench.worker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;
import io.quarkiverse.eventstore.bench.contender.BareProducer;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.Subscriptions;

/**
 * Sends a log of events to Kafka: from the first one until the last one is acknowledged.
 */
final class Forwarding {

    private static final String SUBSCRIPTION = "forwarding-log";
    private static final String TOPIC_OF_BARE_PRODUCER = "bare";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private Forwarding() {
    }

    /** The application's own forwarding sends the last events once more. */
    static Measurement durably(Work work, Subscriptions subscriptions) {
        long last = awaitEnd(subscriptions);
        return measured(work, () -> {
            subscriptions.reset(SUBSCRIPTION, StartFrom.position(last - work.events() + 1)).await().indefinitely();
            subscriptions.awaitPosition(SUBSCRIPTION, last, LONGEST).await().indefinitely();
        });
    }

    /** Completes when it has sent what there is; gives the last position. */
    static long awaitEnd(Subscriptions subscriptions) {
        SubscriptionState state = subscriptions.state(SUBSCRIPTION).await().indefinitely();
        long last = state.position() + state.lagPositions();
        subscriptions.awaitPosition(SUBSCRIPTION, last, LONGEST).await().indefinitely();
        return last;
    }

    /** Waits until everything is answered that is to be sent after its commit. */
    static void awaitSent(ForwardingMeter meter) {
        while (meter.bufferedEvents() > 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    static Measurement bare(Work work, String bootstrapServers) {
        BareProducer producer = new BareProducer(bootstrapServers);
        return measured(work, () -> producer.send(TOPIC_OF_BARE_PRODUCER, work.events()));
    }

    private static Measurement measured(Work work, Runnable sending) {
        long beginning = System.nanoTime();
        sending.run();
        return new Measurement(work.events() / ((System.nanoTime() - beginning) / 1e9), 0, 0, 0, 0);
    }
}
