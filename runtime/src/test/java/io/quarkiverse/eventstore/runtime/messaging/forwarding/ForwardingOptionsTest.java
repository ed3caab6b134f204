package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkiverse.eventstore.runtime.messaging.Channels;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ForwardingOptionsTest {

    private static final String PREFIX = "quarkus.event-store.forwarding.";
    private static final RegisteredEventTypes TYPES = RegisteredEventTypes
            .of(List.of(new RegisteredEventType("text", String.class, List.of())));

    @Test
    void without_any_everything_is_forwarded_for_as_long_as_it_takes() {
        ForwardingOptions options = options("shop", Map.of());

        assertThat(options.source()).hasToString("/shop");
        assertThat(options.retries()).isEqualTo(Long.MAX_VALUE);
        assertThat(options.subscription("events")).isEqualTo(SubscriptionOptions.named("forwarding-events")
                .withBatchSize(2_000)
                .withFailurePolicy(withoutRetries(FailurePolicy.stop())));
    }

    @Test
    void say_what_is_forwarded_and_how() {
        ForwardingOptions options = options("shop", Map.of(PREFIX + "source", "https://example.com/shop",
                PREFIX + "durable.subscription", "out", PREFIX + "durable.categories", "cart,order",
                PREFIX + "durable.event-types", "text", PREFIX + "durable.partitions", "4", PREFIX + "durable.batch-size", "7",
                PREFIX + "durable.when-refused", "park", PREFIX + "durable.retries", "3"));

        assertThat(options.source()).hasToString("https://example.com/shop");
        assertThat(options.retries()).isEqualTo(3);
        assertThat(options.subscription("events")).isEqualTo(SubscriptionOptions.named("out")
                .withFilter(EventFilter.categories("cart", "order").withEventTypes(String.class))
                .withPartitions(4).withBatchSize(7).withFailurePolicy(withoutRetries(FailurePolicy.park())));
    }

    @Test
    void an_acknowledgement_may_take_longer_with_a_client_that_answers_in_any_case() {
        ForwardingOptions options = options("shop", Map.of());
        assertThat(options.durablyAcknowledgedWithin(channel("smallrye-kafka"))).isEqualTo(Duration.ofSeconds(150));
        assertThat(options.durablyAcknowledgedWithin(channel("smallrye-amqp"))).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.acknowledgedAfterCommitWithin(channel("smallrye-kafka"))).isEqualTo(Duration.ofSeconds(150));
        assertThat(options.acknowledgedAfterCommitWithin(channel("smallrye-amqp"))).isEqualTo(Duration.ofSeconds(10));

        ForwardingOptions others = options("shop", Map.of(PREFIX + "durable.acknowledgement-timeout", "7S",
                PREFIX + "after-commit.acknowledgement-timeout", "5S"));
        assertThat(others.durablyAcknowledgedWithin(channel("smallrye-amqp"))).isEqualTo(Duration.ofSeconds(7));
        assertThat(others.acknowledgedAfterCommitWithin(channel("smallrye-amqp"))).isEqualTo(Duration.ofSeconds(5));
    }

    private static ChannelConfig channel(String connector) {
        return Channels.with("events", Map.of("mp.messaging.outgoing.events.connector", connector));
    }

    @Test
    void the_name_of_the_application_may_have_any_characters() {
        assertThat(options("My Shop", Map.of()).source()).hasToString("/My%20Shop");
    }

    @Test
    void are_refused_with_the_name_of_the_property() {
        assertThatThrownBy(() -> options("shop", Map.of(PREFIX + "source", "my shop")).source())
                .isInstanceOf(IllegalArgumentException.class).hasMessage(
                        "quarkus.event-store.forwarding.source: expected a URI or the path of one, but it is 'my shop'.");
        assertThatThrownBy(() -> options("shop", Map.of(PREFIX + "durable.retries", "-1")).retries())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quarkus.event-store.forwarding.durable.retries: expected 0 or more, but it is -1.");
        assertThatThrownBy(() -> options("shop", Map.of(PREFIX + "durable.event-types", "x")).subscription("events"))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("quarkus.event-store.forwarding.durable.event-types: "
                        + "expected stored names of event types, but one is 'x'.");
        assertThatThrownBy(() -> options("shop", Map.of(PREFIX + "durable.partitions", "0")).subscription("events"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("quarkus.event-store.forwarding.durable.partitions: ");
        assertThatThrownBy(() -> options("shop", Map.of(PREFIX + "durable.batch-size", "0")).subscription("events"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("quarkus.event-store.forwarding.durable.batch-size: ");
        assertThatThrownBy(() -> options("shop", Map.of(PREFIX + "durable.subscription", "out@1")).subscription("events"))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("quarkus.event-store.forwarding.durable.subscription: "
                        + "Subscription out@1: expected a name without '@', which is kept for the subscriptions of "
                        + "projections, but there is one.");
    }

    private static FailurePolicy withoutRetries(FailurePolicy policy) {
        return policy.withRetries(0, policy.firstDelay(), policy.maxDelay());
    }

    static ForwardingOptions options(String application, Map<String, String> values) {
        EventStoreConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(EventStoreConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(EventStoreConfig.class);
        return new ForwardingOptions(config.forwarding(), application, TYPES);
    }
}
