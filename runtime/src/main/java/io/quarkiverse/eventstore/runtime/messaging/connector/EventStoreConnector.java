package io.quarkiverse.eventstore.runtime.messaging.connector;

import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.INCOMING;
import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.OUTGOING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.StreamName;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.BrokerDetails;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;

/**
 * The connector {@code event-store} of Reactive Messaging: an incoming channel follows the log, an outgoing one appends.
 */
@Connector(EventStoreConnector.NAME)
@ConnectorAttribute(name = "subscription", type = "string", direction = INCOMING, description = "The name of the durable subscription that the channel is fed from; it identifies its checkpoints for ever. The channel's name if it is left out")
@ConnectorAttribute(name = "categories", type = "string", direction = INCOMING, description = "The categories of the streams whose events are wanted, separated by commas; any if it is left out")
@ConnectorAttribute(name = "event-types", type = "string", direction = INCOMING, description = "The stored names of the event types that are wanted, separated by commas; any if it is left out")
@ConnectorAttribute(name = "stream-prefix", type = "string", direction = INCOMING, description = "The text with which the names of the streams begin whose events are wanted; any if it is left out")
@ConnectorAttribute(name = "start-from", type = "string", direction = INCOMING, defaultValue = "beginning", description = "Where the subscription begins the first time: `beginning`, `end` or a global position")
@ConnectorAttribute(name = "partitions", type = "int", direction = INCOMING, defaultValue = "1", description = "In how many parts, by stream name, events are under way side by side, on one node or several; each has one message. Fixed when the subscription is first started")
@ConnectorAttribute(name = "batch", type = "boolean", direction = INCOMING, defaultValue = "false", description = "Whether a message holds a list of events")
@ConnectorAttribute(name = "batch-size", type = "int", direction = INCOMING, defaultValue = "500", description = "The most events that are fetched together and, with `batch`, that a message holds")
@ConnectorAttribute(name = "recorded", type = "boolean", direction = INCOMING, defaultValue = "false", description = "Whether payloads are `RecordedEvent`s, or lists of them, instead of domain events. A method that takes a single `RecordedEvent` gets it in any case")
@ConnectorAttribute(name = "failure-strategy", type = "string", direction = INCOMING, defaultValue = "fail", description = "What becomes of an event whose message is nacked: `fail` gives it again and then stops its partition, `park` gives it again and then puts it and later ones of its stream aside, `ignore` passes it over")
@ConnectorAttribute(name = "retries", type = "int", direction = INCOMING, defaultValue = "5", description = "How many times a nacked message is given again, after 100 ms and then each time after twice as long, up to 10 s, before `fail` or `park` comes into play")
@ConnectorAttribute(name = "unknown-events", type = "string", direction = INCOMING, defaultValue = "fail", description = "What becomes of events that the application has no class for: `fail` tries again and then stops the partition, or parks them if `failure-strategy` is `park`; `skip` passes them over")
@ConnectorAttribute(name = "stream", type = "string", direction = OUTGOING, description = "The stream that payloads are appended to whose message has no `AppendMetadata`")
@ConnectorAttribute(name = "max-inflight-messages", type = "int", direction = OUTGOING, defaultValue = "256", description = "The most messages whose appends are under way at once; those of one stream are appended one after the other")
public class EventStoreConnector implements InboundConnector, OutboundConnector {

    public static final String NAME = "event-store";

    /** Reactive Messaging names the copies of a channel so: {@code carts$1}. */
    private static final char COPY = '$';

    @Inject
    Subscriptions subscriptions;

    @Inject
    EventStore store;

    @Inject
    EventTypes types;

    @Inject
    RunnerLoops loops;

    @Inject
    @All
    List<BrokerDetails> details;

    private final Map<String, IncomingChannel> incoming = new ConcurrentHashMap<>();

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        EventStoreConnectorIncomingConfiguration attributes = new EventStoreConnectorIncomingConfiguration(config);
        String copy = attributes.getChannel();
        int copies = Math.max(1, config.getOptionalValue("concurrency", Integer.class).orElse(1));
        String channel = copies == 1 ? copy : copy.substring(0, copy.lastIndexOf(COPY));
        IncomingAttributes checked = new IncomingAttributes(channel, attributes, types);
        checked.requireOneConsumer(config.getOptionalValue("broadcast", Boolean.class).orElse(false));
        return incoming.computeIfAbsent(channel, name -> new IncomingChannel(checked.options(copies),
                messages(attributes), subscriptions, loops)).messages();
    }

    private EventMessages messages(EventStoreConnectorIncomingConfiguration attributes) {
        return new EventMessages(attributes.getRecorded(), details.stream().filter(BrokerDetails::writesTrace).toList());
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        EventStoreConnectorOutgoingConfiguration attributes = new EventStoreConnectorOutgoingConfiguration(config);
        int mostUnderWay = attributes.getMaxInflightMessages();
        if (mostUnderWay < 1) {
            throw BadAttributeException.of(attributes.getChannel(), "max-inflight-messages", "1 or more",
                    Integer.toString(mostUnderWay));
        }
        Optional<StreamName> stream = attributes.getStream().map(name -> streamName(attributes.getChannel(), name));
        return new OutgoingChannel(attributes.getChannel(), stream.map(StreamName::value), mostUnderWay, store, loops.next())
                .subscriber();
    }

    private static StreamName streamName(String channel, String name) {
        try {
            return new StreamName(name);
        } catch (IllegalArgumentException e) {
            throw new BadAttributeException(channel, "Attribute stream: " + e.getMessage(), e);
        }
    }

    /** When channels are connected: an application starts with all that it consumes, or not at all. */
    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        incoming.values().forEach(channel -> channel.started().await().indefinitely());
    }

    @PreDestroy
    void close() {
        incoming.values().forEach(IncomingChannel::close);
    }
}
