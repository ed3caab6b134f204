package io.quarkiverse.eventstore.deployment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.metrics.MetricsFactoryConsumerBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Brings the connector {@code event-store} and forwarding along, for applications with the extension Quarkus Messaging. */
final class MessagingProcessor {

    /** Named, not referred to: its classes cannot be loaded without that extension. */
    private static final String CONNECTOR = "io.quarkiverse.eventstore.runtime.messaging.connector.";
    private static final String FORWARDING = "io.quarkiverse.eventstore.runtime.messaging.forwarding.";
    private static final String CLOUD_EVENTS = "io.quarkiverse.eventstore.runtime.messaging.cloudevents.";

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
    void forwarding(List<ForwardingBuildItem> kinds, Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans,
            BuildProducer<ExcludedTypeBuildItem> exclusions, BuildProducer<AnnotationsTransformerBuildItem> transformers) {
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
        if (BrokerConnectors.haveKafka()) {
            beans.produce(singletons(CLOUD_EVENTS + "KafkaDetails", FORWARDING + "KafkaClientRetries"));
        }
        if (BrokerConnectors.haveAmqp()) {
            beans.produce(singletons(CLOUD_EVENTS + "AmqpDetails"));
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
