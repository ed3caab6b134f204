package io.quarkiverse.eventstore.deployment;

import io.quarkus.bootstrap.classloading.QuarkusClassLoader;

/** Which connectors of brokers the application has. */
final class BrokerConnectors {

    private BrokerConnectors() {
    }

    static boolean haveKafka() {
        return QuarkusClassLoader.isClassPresentAtRuntime(
                "io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata");
    }

    static boolean haveAmqp() {
        return QuarkusClassLoader.isClassPresentAtRuntime("io.smallrye.reactive.messaging.amqp.OutgoingAmqpMetadata");
    }
}
