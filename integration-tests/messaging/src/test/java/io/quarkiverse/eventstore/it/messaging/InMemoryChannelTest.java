package io.quarkiverse.eventstore.it.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.it.messaging.CartEvent.ProductAdded;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;

/** As users test what their applications forward. */
@QuarkusTest
@TestProfile(ApplicationOfItsOwn.class)
class InMemoryChannelTest {

    private final String stream = "after-" + UUID.randomUUID();

    @Inject
    EventStore store;

    @Inject
    @Connector(InMemoryConnector.CONNECTOR)
    InMemoryConnector connector;

    @Test
    void gets_committed_events() {
        store.appendToStream(stream, List.of(new ProductAdded("apple"), new ProductAdded("plum"))).await()
                .atMost(Duration.ofSeconds(30));

        await().until(() -> received().size() == 2);
        assertThat(received()).extracting(Message::getPayload)
                .containsExactly("{\"product\":\"apple\"}", "{\"product\":\"plum\"}");
    }

    private List<? extends Message<String>> received() {
        return connector.<String> sink(ApplicationOfItsOwn.IN_MEMORY).received().stream()
                .filter(message -> message.getMetadata(OutgoingCloudEventMetadata.class).orElseThrow().getSubject()
                        .orElseThrow().equals(stream))
                .toList();
    }
}
