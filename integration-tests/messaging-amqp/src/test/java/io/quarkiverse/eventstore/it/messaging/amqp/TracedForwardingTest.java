package io.quarkiverse.eventstore.it.messaging.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.it.load.ProductAdded;
import io.quarkiverse.eventstore.it.servers.ArtemisBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.amqp.AmqpMessage;
import io.vertx.core.Vertx;

@QuarkusTest
@QuarkusTestResource(ArtemisBroker.class)
@TestProfile(TracedForwardingTest.Traced.class)
class TracedForwardingTest {

    @Inject
    EventStore store;

    @Inject
    Tracer tracer;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "amqp-port")
    int port;

    @Test
    void consumers_go_on_with_the_trace_of_the_request_that_appended() {
        Span request = tracer.spanBuilder("request").startSpan();
        try (Scope current = request.makeCurrent()) {
            append("cart-traced");
            append("live-traced");
        } finally {
            request.end();
        }

        String trace = "00-" + request.getSpanContext().getTraceId() + "-";
        String appended = trace + request.getSpanContext().getSpanId() + "-01";
        Map<String, Object> durable = propertiesOfFirst("shop-events", "cart-traced");
        assertThat(durable).containsEntry("cloudEvents:traceparent", appended);
        assertThat(durable.get("traceparent")).asString().startsWith(trace).isNotEqualTo(appended);
        assertThat(propertiesOfFirst("shop-live", "live-traced").get("traceparent")).asString().startsWith(trace)
                .isNotEqualTo(appended);
    }

    private void append(String stream) {
        store.appendToStream(stream, List.of(new ProductAdded("apple", 1))).await().atMost(Duration.ofSeconds(30));
    }

    private Map<String, Object> propertiesOfFirst(String address, String stream) {
        try (Queue queue = new Queue(vertx, port, address)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !queue.of(stream).isEmpty());
            AmqpMessage message = queue.of(stream).get(0);
            return message.applicationProperties().getMap();
        }
    }

    /** Traces are made and passed on, but not exported. */
    public static class Traced implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.enabled", "true", "quarkus.otel.traces.exporter", "none");
        }
    }
}
