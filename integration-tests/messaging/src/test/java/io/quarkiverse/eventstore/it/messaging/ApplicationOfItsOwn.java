package io.quarkiverse.eventstore.it.messaging;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;

/** One of its channels is closed by a test and stays so; another one is a connector's. */
public class ApplicationOfItsOwn implements QuarkusTestProfile {

    static final String IN_MEMORY = "in-memory";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.event-store.forwarding.durable.acknowledgement-timeout", "1S",
                "quarkus.event-store.subscriptions.lease-duration", "1M",
                "quarkus.event-store.forwarding.after-commit.channel", IN_MEMORY,
                "mp.messaging.outgoing." + IN_MEMORY + ".connector", InMemoryConnector.CONNECTOR);
    }
}
