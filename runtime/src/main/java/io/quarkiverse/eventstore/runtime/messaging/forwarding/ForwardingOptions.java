package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.config.WhenRefused;
import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkiverse.eventstore.runtime.messaging.WantedEvents;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.CloudEvents;
import io.quarkiverse.eventstore.runtime.subscription.SubscriptionNames;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;

/**
 * What the configuration says of forwarding, checked.
 *
 * @param application the name of the application
 */
record ForwardingOptions(EventStoreConfig.Forwarding config, String application, EventTypes types) {

    private static final String PREFIX = "quarkus.event-store.forwarding.";
    private static final long FOR_EVER = Long.MAX_VALUE;

    /** Longer than Kafka's client itself keeps trying. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(150);

    /** Its client does not tell that a connection was lost. */
    private static final Duration ACKNOWLEDGED_WITHIN_WITH_AMQP = Duration.ofSeconds(10);

    @Inject
    ForwardingOptions(EventStoreConfig config, @ConfigProperty(name = "quarkus.application.name") String application,
            EventTypes types) {
        this(config.forwarding(), application, types);
    }

    /** The source of the CloudEvents. */
    URI source() {
        Optional<String> source = config.source();
        try {
            return source.isPresent() ? new URI(source.get()) : new URI(null, null, "/" + application, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(PREFIX + "source: expected a URI or the path of one, but it is '"
                    + source.orElse(application) + "'.", e);
        }
    }

    /** How many times an event is sent again. */
    long retries() {
        EventStoreConfig.DurableForwarding durable = config.durable();
        if (durable.retries() < 0) {
            throw new IllegalArgumentException(PREFIX + "durable.retries: expected 0 or more, but it is " + durable.retries()
                    + ".");
        }
        return durable.whenRefused() == WhenRefused.RETRY ? FOR_EVER : durable.retries();
    }

    /** How long an acknowledgement may take until an event is sent again. */
    Duration durablyAcknowledgedWithin(ChannelConfig channel) {
        return acknowledgedWithin(config.durable().acknowledgementTimeout(), channel);
    }

    /** How long an acknowledgement may take until an event that was sent after its commit is lost. */
    Duration acknowledgedAfterCommitWithin(ChannelConfig channel) {
        return acknowledgedWithin(config.afterCommit().acknowledgementTimeout(), channel);
    }

    private static Duration acknowledgedWithin(Optional<Duration> timeout, ChannelConfig channel) {
        return timeout
                .orElse(channel.isOfConnector(ChannelConfig.AMQP) ? ACKNOWLEDGED_WITHIN_WITH_AMQP : ACKNOWLEDGED_WITHIN);
    }

    /** The subscription from which a channel is fed. It repeats nothing itself: who sends has done so. */
    SubscriptionOptions subscription(String channel) {
        EventStoreConfig.DurableForwarding durable = config.durable();
        WantedEvents wanted = new WantedEvents(durable.categories().orElse(List.of()), durable.eventTypes().orElse(List.of()),
                Optional.empty());
        FailurePolicy policy = FailurePolicy.stop();
        SubscriptionOptions options = SubscriptionOptions
                .named(unreserved(durable.subscription().orElse("forwarding-" + channel)))
                .withFilter(wanted.filter(types, name -> unknownType("durable", name)));
        SubscriptionOptions partitioned = named("partitions", () -> options.withPartitions(durable.partitions()));
        return named("batch-size", () -> partitioned.withBatchSize(durable.batchSize()))
                .withFailurePolicy(policy.withRetries(0, policy.firstDelay(), policy.maxDelay())
                        .withWhenExhausted(
                                durable.whenRefused() == WhenRefused.PARK ? WhenExhausted.PARK : WhenExhausted.STOP));
    }

    private static String unreserved(String name) {
        return named("subscription", () -> {
            SubscriptionNames.requireUnreserved(name);
            return name;
        });
    }

    /** Has a failure name the property that it is about. */
    private static <T> T named(String property, Supplier<T> option) {
        try {
            return option.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "durable." + property + ": " + e.getMessage(), e);
        }
    }

    /** Which events are sent after their commit. */
    Predicate<RecordedEvent<?>> sentAfterCommit() {
        EventStoreConfig.AfterCommitForwarding afterCommit = config.afterCommit();
        return new WantedEvents(afterCommit.categories().orElse(List.of()), afterCommit.eventTypes().orElse(List.of()),
                Optional.empty()).test(types, name -> unknownType("after-commit", name));
    }

    private static IllegalArgumentException unknownType(String kind, String name) {
        return new IllegalArgumentException(
                PREFIX + kind + ".event-types: expected stored names of event types, but one is '" + name + "'.");
    }
}
