package io.quarkiverse.eventstore.deployment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;

/** Sets attributes of the channels that events are forwarded to, unless the application does. */
final class ForwardingAttributesProcessor {

    private static final String KAFKA_TEXT = "org.apache.kafka.common.serialization.StringSerializer";

    /**
     * Each stream waits for its acknowledgement: if the client waited for more to send, it would wait for nothing. What waits
     * for the connection goes out together. The client repeats, and so does the forwarding; the connector need not. The
     * connector sends on one thread, where each event would wait a minute for a broker that was never there.
     */
    private static final Map<String, String> KAFKA = Map.of("key.serializer", KAFKA_TEXT, "value.serializer", KAFKA_TEXT,
            "acks", "all", "linger.ms", "0", "batch.size", "65536", "retries", "0", "max.block.ms", "5000");

    /** When the connector gives one message up, it closes all channels that it has, and does not open them again. */
    private static final Map<String, String> AMQP = Map.of("retry-on-fail-attempts", Integer.toString(Integer.MAX_VALUE),
            "reconnect-attempts", Integer.toString(Integer.MAX_VALUE));

    /**
     * A broker that is away would take applications out of service that append without it. The event store's own check tells
     * when a channel is closed.
     */
    private static final Map<String, String> WITHOUT_HEALTH = Map.of("health-enabled", "false");

    /** The connector would begin and end a span for each message, which nobody exports. */
    private static final Map<String, String> WITHOUT_TRACING = Map.of("tracing-enabled", "false");

    @BuildStep
    void attributes(EventStoreBuildTimeConfig config, List<ForwardingBuildItem> kinds, Capabilities capabilities,
            CombinedIndexBuildItem index, BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        for (String channel : toConnectors(kinds, new ConsumedChannels(index.getIndex()).names())) {
            if (BrokerConnectors.haveKafka()) {
                set(channel, KAFKA, defaults);
            }
            if (BrokerConnectors.haveAmqp()) {
                set(channel, AMQP, defaults);
            }
            if (config.health().enabled()) {
                set(channel, WITHOUT_HEALTH, defaults);
            }
            if (!capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
                set(channel, WITHOUT_TRACING, defaults);
            }
        }
    }

    /** Those that methods of the application consume themselves have none. */
    private static Set<String> toConnectors(List<ForwardingBuildItem> kinds, Set<String> consumed) {
        return kinds.stream().map(ForwardingBuildItem::channel).flatMap(Optional::stream)
                .filter(channel -> !consumed.contains(channel)).collect(Collectors.toUnmodifiableSet());
    }

    private static void set(String channel, Map<String, String> attributes,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        String prefix = "mp.messaging.outgoing." + (channel.contains(".") ? '"' + channel + '"' : channel) + ".";
        attributes.forEach((name, value) -> defaults.produce(new RunTimeConfigurationDefaultBuildItem(prefix + name, value)));
    }
}
