package io.quarkiverse.eventstore.runtime.messaging.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.UnknownEvents;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class IncomingAttributesTest {

    @Test
    void without_any_everything_is_wanted_from_the_beginning() {
        assertThat(attributes(Map.of()).subscription()).isEqualTo(SubscriptionOptions.named("carts"));
        assertThat(attributes(Map.of()).failureStrategy()).isEqualTo(FailureStrategy.FAIL);
    }

    @Test
    void say_what_is_wanted_and_how() {
        SubscriptionOptions options = attributes(Map.of("subscription", "cart-summary", "categories", "cart, order",
                "event-types", "text", "stream-prefix", "cart-1", "start-from", "end", "partitions", "4", "batch-size", "7",
                "unknown-events", "skip", "failure-strategy", "park")).subscription();

        assertThat(options).isEqualTo(SubscriptionOptions.named("cart-summary")
                .withFilter(EventFilter.categories("cart", "order").withEventTypes(String.class).withStreamPrefix("cart-1"))
                .withStartFrom(StartFrom.end()).withPartitions(4).withBatchSize(7).withUnknownEvents(UnknownEvents.SKIP)
                .withFailurePolicy(FailurePolicy.park()));
    }

    @Test
    void say_where_to_begin_and_how_often_to_try() {
        SubscriptionOptions options = attributes(Map.of("start-from", "1200", "retries", "0")).subscription();

        assertThat(options.startFrom()).isEqualTo(StartFrom.position(1200));
        assertThat(options.failurePolicy().retries()).isZero();
        assertThat(options.failurePolicy().whenExhausted()).isEqualTo(WhenExhausted.STOP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failure-strategy | retry   | Attribute failure-strategy: expected fail or ignore or park, but it is 'retry'.
            unknown-events   | ignore  | Attribute unknown-events: expected fail or skip, but it is 'ignore'.
            start-from       | now     | Attribute start-from: expected beginning, end or a position, but it is 'now'.
            start-from       | -1      | Attribute start-from: expected beginning, end or a position, but it is '-1'.
            event-types      | text, x | Attribute event-types: expected stored names of event types, but it is 'x'.
            partitions       | 0       | Subscription carts: expected a number of partitions of 1 to 1024, but it is 0.
            batch-size       | -1      | Subscription carts: expected a batch size of 1 to 2147483647, but it is -1.
            retries          | -2      | Failure policy: expected 0 retries or more, but they are -2.
            """)
    void are_refused_with_the_name_of_the_channel(String attribute, String value, String problem) {
        IncomingAttributes attributes = attributes(Map.of(attribute, value));

        assertThatThrownBy(attributes::subscription).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Channel carts of connector event-store: " + problem);
    }

    @Test
    void allow_no_copies_that_have_nothing_to_do() {
        IncomingAttributes attributes = attributes(Map.of("partitions", "4"));

        assertThatThrownBy(() -> attributes.options(5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Channel carts of connector event-store: Attribute concurrency: expected no more than the number "
                        + "of partitions, 4, but it is '5'.");
        assertThat(attributes.options(4).copies()).isEqualTo(4);
        assertThatThrownBy(() -> attributes(Map.of("partitions", "0")).options(1)).as("what was set")
                .hasMessageContaining("expected a number of partitions of 1 to 1024, but it is 0.");
    }

    @Test
    void allow_one_consumer() {
        assertThatThrownBy(() -> attributes(Map.of()).requireOneConsumer(true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Channel carts of connector event-store: Attribute broadcast: expected false, since there is one "
                        + "checkpoint: give each consumer a channel with a subscription of its own, but it is 'true'.");
    }

    private static IncomingAttributes attributes(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("channel-name", "carts");
        var config = new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(all, "test", 100)).build();
        return new IncomingAttributes("carts", new EventStoreConnectorIncomingConfiguration(config),
                RegisteredEventTypes.of(List.of(new RegisteredEventType("text", String.class, List.of()))));
    }
}
