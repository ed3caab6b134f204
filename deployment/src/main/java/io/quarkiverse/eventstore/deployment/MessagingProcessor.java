package io.quarkiverse.eventstore.deployment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTransformation;
import org.jboss.jandex.DotName;

import io.quarkiverse.eventstore.runtime.ForwardingRecorder;
import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AnnotationsTransformerBuildItem;
import io.quarkus.arc.deployment.ExcludedTypeBuildItem;
import io.quarkus.arc.processor.DotNames;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.metrics.MetricsFactoryConsumerBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Brings the connector {@code event-store} and forwarding along, for applications with the extension Quarkus Messaging. */
final class MessagingProcessor {

    /** Named, not referred to: its classes cannot be loaded without that extension. */
    private static final String CONNECTOR = "io.quarkiverse.eventstore.runtime.messaging.connector.";
    private static final String FORWARDING = "io.quarkiverse.eventstore.runtime.messaging.forwarding.";
    private static final String CLOUD_EVENTS = "io.quarkiverse.eventstore.runtime.messaging.cloudevents.";
    private static final String KAFKA = "io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata";
    private static final String AMQP = "io.smallrye.reactive.messaging.amqp.OutgoingAmqpMetadata";
    private static final String KAFKA_TEXT = "org.apache.kafka.common.serialization.StringSerializer";

    private static final Pattern CHANNELS_CONNECTOR = Pattern
            .compile("(mp|quarkus)\\.messaging\\.(incoming|outgoing)\\..+\\.connector");
    private static final DotName CHANNEL = DotName.createSimple("org.eclipse.microprofile.reactive.messaging.Channel");

    @BuildStep
    void connector(Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (!capabilities.isPresent(Capability.MESSAGING)) {
            return;
        }
        if (isConnectorNamed(ConfigProvider.getConfig())) {
            beans.produce(singletons(CONNECTOR + "EventStoreConnector"));
        }
        beans.produce(singletons(CONNECTOR + "RecordedEventConverter"));
        if (capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            beans.produce(singletons(CLOUD_EVENTS + "TraceDetails"));
        }
    }

    /**
     * Whether a channel has the connector of the event store. Where none has, Quarkus still attaches channels to the connector
     * of the broker by itself, which it does while there is no other one.
     */
    static boolean isConnectorNamed(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> CHANNELS_CONNECTOR.matcher(name).matches())
                .anyMatch(name -> config.getOptionalValue(name, String.class).filter("event-store"::equals).isPresent());
    }

    @BuildStep
    void durableForwarding(EventStoreBuildTimeConfig config, BuildProducer<ForwardingBuildItem> forwarding) {
        forwarding.produce(new ForwardingBuildItem("durable", FORWARDING + "DurableForwardingStartup",
                config.forwarding().durable().channel()));
    }

    @BuildStep
    void afterCommitForwarding(EventStoreBuildTimeConfig config, BuildProducer<ForwardingBuildItem> forwarding) {
        forwarding.produce(new ForwardingBuildItem("after-commit", FORWARDING + "AfterCommitForwardingStartup",
                config.forwarding().afterCommit().channel()));
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void metrics(EventStoreBuildTimeConfig config, ForwardingRecorder recorder,
            BuildProducer<MetricsFactoryConsumerBuildItem> metrics) {
        if (config.forwarding().afterCommit().channel().isPresent()) {
            metrics.produce(new MetricsFactoryConsumerBuildItem(recorder.metrics(), ExecutionTime.RUNTIME_INIT));
        }
    }

    @BuildStep
    void forwarding(EventStoreBuildTimeConfig config, List<ForwardingBuildItem> kinds, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans,
            BuildProducer<ExcludedTypeBuildItem> exclusions, BuildProducer<AnnotationsTransformerBuildItem> transformers,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults, CombinedIndexBuildItem index) {
        kinds.stream().filter(kind -> kind.channel().isEmpty())
                .forEach(kind -> exclusions.produce(new ExcludedTypeBuildItem(kind.startupClass())));
        Map<String, ForwardingBuildItem> configured = byChannel(kinds, capabilities.isPresent(Capability.MESSAGING));
        configured.forEach((channel, kind) -> {
            beans.produce(singletons(kind.startupClass()));
            transformers.produce(new AnnotationsTransformerBuildItem(named(kind.startupClass(), channel)));
        });
        if (configured.isEmpty()) {
            return;
        }
        beans.produce(
                singletons(FORWARDING + "ForwardingOptions", FORWARDING + "ForwardingChannels", CLOUD_EVENTS + "CloudEvents",
                        FORWARDING + "ConnectorDemand", FORWARDING + "EventSenders", FORWARDING + "ConnectorHandOver"));
        Set<String> toConnectors = new HashSet<>(configured.keySet());
        toConnectors.removeAll(new ConsumedChannels(index.getIndex()).names());
        if (QuarkusClassLoader.isClassPresentAtRuntime(KAFKA)) {
            beans.produce(singletons(CLOUD_EVENTS + "KafkaDetails", FORWARDING + "KafkaClientRetries"));
            toConnectors.forEach(channel -> kafkaDefaults(channel).forEach(defaults::produce));
        }
        if (QuarkusClassLoader.isClassPresentAtRuntime(AMQP)) {
            beans.produce(singletons(CLOUD_EVENTS + "AmqpDetails"));
            toConnectors.forEach(channel -> amqpDefaults(channel).forEach(defaults::produce));
        }
        if (config.health().enabled()) {
            toConnectors.forEach(channel -> defaults.produce(withoutHealth(channel)));
        }
        if (!capabilities.isPresent(Capability.OPENTELEMETRY_TRACER)) {
            toConnectors.forEach(channel -> defaults.produce(withoutTracing(channel)));
        }
    }

    /** The kinds that have a channel, by its name. */
    static Map<String, ForwardingBuildItem> byChannel(List<ForwardingBuildItem> kinds, boolean hasMessaging) {
        Map<String, ForwardingBuildItem> channels = new HashMap<>();
        for (ForwardingBuildItem kind : kinds) {
            kind.channel().ifPresent(channel -> {
                require(hasMessaging, kind, "the extension Quarkus Messaging, since it is set to " + channel
                        + ", but it is missing; add, for example, quarkus-messaging-kafka.");
                ForwardingBuildItem other = channels.put(channel, kind);
                require(other == null, kind, "a channel of its own, but " + channel + " is that of " + other + ", too.");
            });
        }
        return channels;
    }

    private static void require(boolean condition, ForwardingBuildItem kind, String expected) {
        if (!condition) {
            throw new ConfigurationException(kind + ": expected " + expected);
        }
    }

    /**
     * Each stream waits for its acknowledgement: if the client waited for more to send, it would wait for nothing. What waits
     * for the connection goes out together. The client repeats, and so does the forwarding; the connector need not. The
     * connector sends on one thread, where each event would wait a minute for a broker that was never there.
     */
    private static List<RunTimeConfigurationDefaultBuildItem> kafkaDefaults(String channel) {
        return List.of(attribute(channel, "key.serializer", KAFKA_TEXT), attribute(channel, "value.serializer", KAFKA_TEXT),
                attribute(channel, "acks", "all"), attribute(channel, "linger.ms", "0"),
                attribute(channel, "batch.size", "65536"), attribute(channel, "retries", "0"),
                attribute(channel, "max.block.ms", "5000"));
    }

    /** When the connector gives one message up, it closes all channels that it has, and does not open them again. */
    private static List<RunTimeConfigurationDefaultBuildItem> amqpDefaults(String channel) {
        String forEver = Integer.toString(Integer.MAX_VALUE);
        return List.of(attribute(channel, "retry-on-fail-attempts", forEver),
                attribute(channel, "reconnect-attempts", forEver));
    }

    /**
     * A broker that is away would take applications out of service that append without it. The event store's own check tells
     * when a channel is closed.
     */
    private static RunTimeConfigurationDefaultBuildItem withoutHealth(String channel) {
        return attribute(channel, "health-enabled", "false");
    }

    /** The connector would begin and end a span for each message, which nobody exports. */
    private static RunTimeConfigurationDefaultBuildItem withoutTracing(String channel) {
        return attribute(channel, "tracing-enabled", "false");
    }

    private static RunTimeConfigurationDefaultBuildItem attribute(String channel, String name, String value) {
        return new RunTimeConfigurationDefaultBuildItem(
                "mp.messaging.outgoing." + (channel.contains(".") ? '"' + channel + '"' : channel) + "." + name, value);
    }

    /** Their classes have no scope themselves, so that nobody takes them for beans in an application without messaging. */
    private static AdditionalBeanBuildItem singletons(String... classes) {
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses(classes)
                .setDefaultScope(DotNames.SINGLETON)
                .setUnremovable()
                .build();
    }

    /** Has the forwarding send to the channel. */
    private static AnnotationTransformation named(String startupClass, String channel) {
        return AnnotationTransformation.forFields()
                .whenField(DotName.createSimple(startupClass), "emitter")
                .transform(field -> {
                    field.remove(annotation -> annotation.name().equals(CHANNEL));
                    field.add(AnnotationInstance.builder(CHANNEL).value(channel).build());
                });
    }
}
