package io.quarkiverse.eventstore.runtime.messaging.connector;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.runtime.config.StartFromText;
import io.quarkiverse.eventstore.runtime.messaging.WantedEvents;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.UnknownEvents;

/**
 * What the attributes of an incoming channel say, checked.
 */
final class IncomingAttributes {

    private final String channel;
    private final EventStoreConnectorIncomingConfiguration attributes;
    private final EventTypes types;

    IncomingAttributes(String channel, EventStoreConnectorIncomingConfiguration attributes, EventTypes types) {
        this.channel = channel;
        this.attributes = attributes;
        this.types = types;
    }

    /** @param copies how many of the channel share the streams */
    IncomingOptions options(int copies) {
        SubscriptionOptions subscription = subscription();
        if (copies > attributes.getPartitions()) {
            throw unexpected("concurrency", "no more than the number of partitions, " + attributes.getPartitions(),
                    Integer.toString(copies));
        }
        return new IncomingOptions(channel, subscription, failureStrategy(), attributes.getBatch(), copies);
    }

    /** The subscription that the channel is fed from. */
    SubscriptionOptions subscription() {
        try {
            return SubscriptionOptions.named(attributes.getSubscription().orElse(channel))
                    .withStartFrom(startFrom())
                    .withFilter(filter())
                    .withBatchSize(attributes.getBatchSize())
                    .withPartitions(attributes.getPartitions())
                    .withUnknownEvents(oneOf(UnknownEvents.class, "unknown-events", attributes.getUnknownEvents()))
                    .withFailurePolicy(failurePolicy());
        } catch (BadAttributeException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new BadAttributeException(channel, e.getMessage(), e);
        }
    }

    FailureStrategy failureStrategy() {
        return oneOf(FailureStrategy.class, "failure-strategy", attributes.getFailureStrategy());
    }

    /** Of two consumers, the first acknowledgement would move the checkpoint. */
    void requireOneConsumer(boolean isBroadcast) {
        if (isBroadcast) {
            throw unexpected("broadcast", "false, since there is one checkpoint: give each consumer a channel with a "
                    + "subscription of its own", "true");
        }
    }

    private FailurePolicy failurePolicy() {
        FailurePolicy defaults = FailurePolicy.stop();
        return defaults
                .withRetries(attributes.getRetries(), defaults.firstDelay(), defaults.maxDelay())
                .withWhenExhausted(failureStrategy() == FailureStrategy.PARK ? WhenExhausted.PARK : WhenExhausted.STOP);
    }

    private StartFrom startFrom() {
        String start = attributes.getStartFrom();
        return StartFromText.read(start)
                .orElseThrow(() -> unexpected("start-from", StartFromText.EXPECTATION, start));
    }

    private EventFilter filter() {
        return new WantedEvents(list(attributes.getCategories()), list(attributes.getEventTypes()),
                attributes.getStreamPrefix())
                .filter(types, name -> unexpected("event-types", "stored names of event types", name));
    }

    private <T extends Enum<T>> T oneOf(Class<T> type, String attribute, String value) {
        List<T> constants = List.of(type.getEnumConstants());
        return constants.stream().filter(constant -> text(constant).equals(value)).findFirst()
                .orElseThrow(() -> unexpected(attribute,
                        String.join(" or ", constants.stream().map(IncomingAttributes::text).toList()), value));
    }

    private BadAttributeException unexpected(String attribute, String expectation, String finding) {
        return BadAttributeException.of(channel, attribute, expectation, finding);
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> list(Optional<String> value) {
        return value.stream().flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::trim).filter(each -> !each.isEmpty()).toList();
    }
}
