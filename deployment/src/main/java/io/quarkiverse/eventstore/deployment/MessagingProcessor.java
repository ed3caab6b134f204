package io.quarkiverse.eventstore.deployment;

import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTransformation;
import org.jboss.jandex.DotName;

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
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Brings the connector {@code event-store} and forwarding along, for applications with the extension Quarkus Messaging. */
final class MessagingProcessor {

    /** Named, not referred to: its classes cannot be loaded without that extension. */
    private static final String PACKAGE = "io.quarkiverse.eventstore.runtime.messaging.";
    private static final String FORWARDING = PACKAGE + "DurableForwardingStartup";
    private static final String KAFKA = "io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata";
    private static final String AMQP = "io.smallrye.reactive.messaging.amqp.OutgoingAmqpMetadata";
    private static final String KAFKA_TEXT = "org.apache.kafka.common.serialization.StringSerializer";

    private static final DotName CHANNEL = DotName.createSimple("org.eclipse.microprofile.reactive.messaging.Channel");

    @BuildStep
    void connector(Capabilities capabilities, BuildProducer<AdditionalBeanBuildItem> beans) {
        if (capabilities.isPresent(Capability.MESSAGING)) {
            beans.produce(singletons("EventStoreConnector", "RecordedEventConverter"));
        }
    }

    @BuildStep
    void durableForwarding(EventStoreBuildTimeConfig config, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<ExcludedTypeBuildItem> exclusions,
            BuildProducer<AnnotationsTransformerBuildItem> transformers,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        Optional<String> channel = config.forwarding().durable().channel();
        if (channel.isEmpty()) {
            exclusions.produce(new ExcludedTypeBuildItem(FORWARDING));
            return;
        }
        if (!capabilities.isPresent(Capability.MESSAGING)) {
            throw new ConfigurationException("quarkus.event-store.forwarding.durable.channel: expected the extension Quarkus "
                    + "Messaging, since it is set to " + channel.get() + ", but it is missing; add, for example, "
                    + "quarkus-messaging-kafka.");
        }
        beans.produce(singletons("DurableForwardingStartup"));
        transformers.produce(new AnnotationsTransformerBuildItem(named(channel.get())));
        if (QuarkusClassLoader.isClassPresentAtRuntime(KAFKA)) {
            beans.produce(singletons("KafkaDetails"));
            String name = channel.get().contains(".") ? '"' + channel.get() + '"' : channel.get();
            String attributes = "mp.messaging.outgoing." + name + ".";
            defaults.produce(new RunTimeConfigurationDefaultBuildItem(attributes + "value.serializer", KAFKA_TEXT));
            defaults.produce(new RunTimeConfigurationDefaultBuildItem(attributes + "acks", "all"));
        }
        if (QuarkusClassLoader.isClassPresentAtRuntime(AMQP)) {
            beans.produce(singletons("AmqpDetails"));
        }
    }

    /** Their classes have no scope themselves, so that nobody takes them for beans in an application without messaging. */
    private static AdditionalBeanBuildItem singletons(String... classes) {
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses(Stream.of(classes).map(name -> PACKAGE + name).toList())
                .setDefaultScope(DotNames.SINGLETON)
                .setUnremovable()
                .build();
    }

    /** Has the forwarding send to the channel. */
    private static AnnotationTransformation named(String channel) {
        return AnnotationTransformation.forFields()
                .whenField(DotName.createSimple(FORWARDING), "emitter")
                .transform(field -> {
                    field.remove(annotation -> annotation.name().equals(CHANNEL));
                    field.add(AnnotationInstance.builder(CHANNEL).value(channel).build());
                });
    }
}
