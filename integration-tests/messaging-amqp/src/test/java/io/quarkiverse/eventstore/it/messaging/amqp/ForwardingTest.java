package io.quarkiverse.eventstore.it.messaging.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.quarkiverse.eventstore.it.load.ProductAdded;
import io.quarkiverse.eventstore.it.servers.ArtemisBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.amqp.AmqpMessage;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

@QuarkusTest
@QuarkusTestResource(ArtemisBroker.class)
class ForwardingTest {

    private static final int RESTARTS = 3;
    private static final int LIVE_STREAMS = 50;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Inject
    EventStore store;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "amqp-port")
    int port;

    @ConfigProperty(name = "mp.messaging.outgoing.events.tracing-enabled")
    Optional<Boolean> hasSpans;

    @ConfigProperty(name = "mp.messaging.outgoing.events.reconnect-attempts")
    int reconnectAttempts;

    Consumer<Boolean> broker;

    private Queue queue;

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void sends_events_as_cloud_events_with_the_stream_as_group() {
        now(store.appendToStream("cart-1", List.of(new ProductAdded("apple", 1), EventData.of(new ProductAdded("plum", 2))
                .withMetadata(Metadata.empty().withTraceContext(new TraceContext(TRACE, "vendor=1"))))));
        RecordedEvent<ProductAdded> stored = now(store.readStream("cart-1", ProductAdded.class)).events().get(1);
        receive("shop-events");

        assertThat(hasSpans).as("spans that nobody exports").hasValue(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.of("cart-1").size() == 2);
        AmqpMessage second = queue.of("cart-1").get(1);
        assertThat(second.bodyAsBinary().toString()).isEqualTo("{\"product\":\"plum\",\"quantity\":2}");
        assertThat(second.contentType()).isEqualTo("application/json");
        assertThat(second.isDurable()).isTrue();
        Map<String, Object> properties = second.applicationProperties().getMap();
        assertThat(properties).containsEntry("cloudEvents:specversion", "1.0")
                .containsEntry("cloudEvents:id", stored.eventId().toString())
                .containsEntry("cloudEvents:source", "/shop")
                .containsEntry("cloudEvents:type", "product-added")
                .containsEntry("cloudEvents:subject", "cart-1")
                .containsEntry("cloudEvents:streamversion", "2")
                .containsEntry("cloudEvents:traceparent", TRACE)
                .containsEntry("traceparent", TRACE)
                .containsEntry("tracestate", "vendor=1");
        assertThat(OffsetDateTime.parse(properties.get("cloudEvents:time").toString()).toInstant())
                .isEqualTo(stored.recordedAt());
    }

    @Test
    void sends_whole_cloud_events_when_they_are_to_be_structured() {
        now(store.appendToStream("live-1", List.of(new ProductAdded("apple \"x\"", 1))));
        RecordedEvent<ProductAdded> stored = now(store.readStream("live-1", ProductAdded.class)).events().get(0);
        receive("shop-live");

        await().atMost(Duration.ofSeconds(30)).until(() -> queue.of("live-1").size() == 1);
        AmqpMessage message = queue.of("live-1").get(0);
        assertThat(message.contentType()).isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(message.bodyAsJsonObject()).isEqualTo(new JsonObject()
                .put("specversion", "1.0").put("id", stored.eventId().toString()).put("source", "/shop")
                .put("type", "product-added").put("subject", "live-1").put("time", stored.recordedAt().toString())
                .put("datacontenttype", "application/json").put("streamversion", "1")
                .put("globalposition", Long.toString(stored.globalPosition()))
                .put("data", new JsonObject().put("product", "apple \"x\"").put("quantity", 1)));
    }

    /** The connector closes its channels, all of them, when it has tried often enough. */
    @Test
    void goes_on_although_the_broker_refuses_an_event_for_long() {
        assertThat(reconnectAttempts).as("of a connector that gives up when they are used up").isEqualTo(Integer.MAX_VALUE);
        now(append("cart-refused"));
        receive("shop-events");

        await().atMost(Duration.ofSeconds(60)).until(() -> !queue.of("cart-refused").isEmpty());

        queue.close();
        now(append("live-refused"));
        receive("shop-live");
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.of("live-refused").size() == 1);
    }

    /** Also after their commit: what was lost, or under way, with the connection does not keep its stream silent for long. */
    @Test
    void goes_on_after_restarts_that_hit_many_streams() {
        awaitFirst("shop-events", "load-first");
        awaitFirst("shop-live", "live-first");
        for (int round = 0; round < RESTARTS; round++) {
            String prefix = "load-many-" + round + "-";
            CompletableFuture<?> appends = Uni.join()
                    .all(Stream.concat(IntStream.range(0, 600).mapToObj(i -> prefix + i), liveStreams()).map(this::append)
                            .toList())
                    .andFailFast().subscribeAsCompletionStage();
            broker.accept(false);
            appends.join();
            broker.accept(true);
            receive("shop-events");
            await().atMost(Duration.ofSeconds(90)).until(() -> queue.messages().stream().map(AmqpMessage::groupId)
                    .filter(stream -> stream.startsWith(prefix)).distinct().count() == 600);
            queue.close();
        }

        receive("shop-live");
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            List<String> silent = liveStreams().filter(stream -> !isHeardAfterRestarts(stream)).toList();
            silent.forEach(stream -> now(append(stream)));
            return silent.isEmpty();
        });
    }

    private boolean isHeardAfterRestarts(String stream) {
        return queue.of(stream).stream()
                .anyMatch(message -> Integer.parseInt(message.bodyAsJsonObject().getString("streamversion")) > RESTARTS);
    }

    private static Stream<String> liveStreams() {
        return IntStream.range(0, LIVE_STREAMS).mapToObj(i -> "live-many-" + i);
    }

    /** The channel is there then. */
    private void awaitFirst(String address, String stream) {
        now(append(stream));
        receive(address);
        await().atMost(Duration.ofSeconds(30)).until(() -> !queue.of(stream).isEmpty());
        queue.close();
    }

    private Uni<AppendToStreamResult> append(String stream) {
        return store.appendToStream(stream, List.of(new ProductAdded("apple", 1)));
    }

    private void receive(String address) {
        queue = new Queue(vertx, port, address);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
