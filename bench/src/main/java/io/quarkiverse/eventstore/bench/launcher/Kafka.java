package io.quarkiverse.eventstore.bench.launcher;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.it.servers.KafkaBroker;

/**
 * The one Kafka broker that all contenders share, in this process; started when it is first asked for.
 */
final class Kafka implements AutoCloseable {

    private @Nullable KafkaBroker broker;
    private String address = "";

    /** As a property of a contender. */
    String address() {
        if (broker == null) {
            broker = new KafkaBroker();
            for (Map.Entry<String, String> property : broker.start().entrySet()) {
                address = property.getKey() + "=" + property.getValue();
            }
        }
        return address;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.stop();
        }
    }
}
