package io.quarkiverse.eventstore.it.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TraceContext;
import io.quarkiverse.eventstore.it.load.ProductAdded;
import io.quarkiverse.eventstore.it.servers.KafkaBroker;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

@QuarkusTest
@QuarkusTestResource(KafkaBroker.class)
class ForwardingTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final int TRACE_ID_END = 36;
    private static final String APPEND_LONG_AGO = """
            with stream as (insert into event_store.streams (stream_name, stream_version) values ($1, 1) returning stream_id)
            insert into event_store.events (stream_id, stream_version, event_id, event_type, data, recorded_at)
            select stream_id, 1, gen_random_uuid(), 'product-added', '{"product":"apple","quantity":1}', '2001-01-01Z' from stream
            """;

    @Inject
    EventStore store;

    @Inject
    Subscriptions subscriptions;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    Consumer<Boolean> broker;

    @Inject
    Pool pool;

    @Inject
    Tracer tracer;

    @Inject
    Config config;

    @Inject
    KafkaClientService clients;

    private Topic topic;
    private Topic live;

    @BeforeEach
    void open() {
        topic = new Topic(servers, "shop-events");
        live = new Topic(servers, "shop-live");
    }

    @AfterEach
    void close() {
        topic.close();
        live.close();
    }

    @Test
    void sends_events_as_cloud_events_with_the_stream_as_key() {
        now(store.appendToStream("other-1", List.of(new ProductAdded("not forwarded", 1))));
        now(store.appendToStream("cart-1", List.of(new ProductAdded("apple", 1), EventData.of(new ProductAdded("plum", 2))
                .withMetadata(Metadata.empty().withCorrelationId("order-7").withCausationId("command-3")
                        .withTraceContext(new TraceContext(TRACE, "vendor=1"))))));
        RecordedEvent<ProductAdded> stored = now(store.readStream("cart-1", ProductAdded.class)).events().get(1);

        List<ConsumerRecord<String, byte[]>> records = topic.await(2, "cart-1"::equals);

        assertThat(records).hasSize(2);
        ConsumerRecord<String, byte[]> second = records.get(1);
        assertThat(new String(second.value(), StandardCharsets.UTF_8)).isEqualTo("{\"product\":\"plum\",\"quantity\":2}");
        assertThat(second.headers().headers("content-type")).singleElement()
                .satisfies(header -> assertThat(header.value()).asString().isEqualTo("application/json"));
        CloudEvent event = KafkaMessageFactory.createReader(second.headers(), second.value()).toEvent();
        assertThat(event.getId()).isEqualTo(stored.eventId().toString());
        assertThat(event.getSource()).isEqualTo(URI.create("/shop"));
        assertThat(event.getType()).isEqualTo("product-added");
        assertThat(event.getSubject()).isEqualTo("cart-1");
        assertThat(event.getTime().toInstant()).isEqualTo(stored.recordedAt());
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("streamversion")).isEqualTo("2");
        assertThat(event.getExtension("globalposition")).isEqualTo(Long.toString(stored.globalPosition()));
        assertThat(event.getExtension("correlationid")).isEqualTo("order-7");
        assertThat(event.getExtension("causationid")).isEqualTo("command-3");
        assertThat(event.getExtension("traceparent")).isEqualTo(TRACE);
        assertThat(header(second, "traceparent")).startsWith(TRACE.substring(0, TRACE_ID_END)).isNotEqualTo(TRACE);
        assertThat(header(second, "tracestate")).isEqualTo("vendor=1");
        assertThat(second.headers().headers("traceparent")).hasSize(1);
        assertThat(topic.all("other-1"::equals)).isEmpty();
    }

    /** A topic deletes what its records' timestamps say is older than its retention, read or not. */
    @Test
    void an_event_of_long_ago_is_a_record_of_now() {
        long before = System.currentTimeMillis();
        pool.preparedQuery(APPEND_LONG_AGO).execute(Tuple.of("cart-of-old")).await().atMost(Duration.ofSeconds(10));

        ConsumerRecord<String, byte[]> record = topic.await(1, "cart-of-old"::equals).get(0);

        assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
        assertThat(KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent().getTime())
                .isEqualTo(OffsetDateTime.parse("2001-01-01T00:00:00Z"));
    }

    @Test
    void the_client_waits_for_all_replicas_and_not_for_more_to_send() {
        for (String channel : List.of("events", "live-events")) {
            String prefix = "mp.messaging.outgoing." + channel + ".";
            assertThat(config.getValue(prefix + "acks", String.class)).isEqualTo("all");
            assertThat(config.getValue(prefix + "linger.ms", Integer.class)).isZero();
            assertThat(config.getValue(prefix + "key.serializer", String.class)).isEqualTo(StringSerializer.class.getName());
            assertThat(config.getValue(prefix + "value.serializer", String.class))
                    .isEqualTo(StringSerializer.class.getName());
            assertThat(config.getValue(prefix + "batch.size", Integer.class)).isEqualTo(65_536);
            assertThat(config.getValue(prefix + "max.block.ms", Integer.class)).isEqualTo(5_000);
            assertThat(config.getOptionalValue(prefix + "tracing-enabled", Boolean.class)).isEmpty();
        }
    }

    @Test
    void the_client_repeats_and_the_connector_does_not() {
        for (String channel : List.of("events", "live-events")) {
            assertThat(config.getValue("mp.messaging.outgoing." + channel + ".retries", Integer.class)).isZero();
            ProducerConfig client = new ProducerConfig(new HashMap<>(clients.getProducer(channel).configuration()));
            assertThat(client.getInt(ProducerConfig.RETRIES_CONFIG)).isEqualTo(Integer.MAX_VALUE);
            assertThat(client.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
        }
    }

    @Test
    void sends_whole_cloud_events_when_they_are_to_be_structured() {
        now(store.appendToStream("live-1", List.of(new ProductAdded("apple \"x\"", 1))));
        RecordedEvent<ProductAdded> stored = now(store.readStream("live-1", ProductAdded.class)).events().get(0);

        ConsumerRecord<String, byte[]> record = live.await(1, "live-1"::equals).get(0);

        assertThat(header(record, "content-type")).isEqualTo("application/cloudevents+json; charset=UTF-8");
        CloudEvent event = KafkaMessageFactory.createReader(record.headers(), record.value()).toEvent();
        assertThat(event.getId()).isEqualTo(stored.eventId().toString());
        assertThat(event.getSource()).isEqualTo(URI.create("/shop"));
        assertThat(event.getType()).isEqualTo("product-added");
        assertThat(event.getSubject()).isEqualTo("live-1");
        assertThat(event.getTime().toInstant()).isEqualTo(stored.recordedAt());
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("streamversion")).isEqualTo("1");
        assertThat(event.getData().toBytes()).asString().isEqualTo("{\"product\":\"apple \\\"x\\\"\",\"quantity\":1}");
    }

    @Test
    void consumers_go_on_with_the_trace_of_the_request_that_appended() {
        Span request = tracer.spanBuilder("request").startSpan();
        try (Scope current = request.makeCurrent()) {
            now(store.appendToStream("cart-traced", List.of(new ProductAdded("apple", 1))));
            now(store.appendToStream("live-traced", List.of(new ProductAdded("apple", 1))));
        } finally {
            request.end();
        }

        String trace = "00-" + request.getSpanContext().getTraceId() + "-";
        String stored = now(store.readStream("cart-traced", ProductAdded.class)).events().get(0).metadata().traceContext()
                .orElseThrow().traceparent();
        assertThat(stored).startsWith(trace + request.getSpanContext().getSpanId());
        ConsumerRecord<?, ?> durable = topic.await(1, "cart-traced"::equals).get(0);
        assertThat(header(durable, "ce_traceparent")).isEqualTo(stored);
        assertThat(header(durable, "traceparent")).startsWith(trace);
        assertThat(header(live.await(1, "live-traced"::equals).get(0), "traceparent")).startsWith(trace);
    }

    @Test
    void what_an_incoming_channel_leads_to_belongs_to_that_trace_too() {
        try (Topic products = new Topic(servers, "shop-products")) {
            now(store.appendToStream("relayed-1", List.of(EventData.of(new ProductAdded("plum", 2))
                    .withMetadata(Metadata.empty().withTraceContext(new TraceContext(TRACE, null))))));

            ConsumerRecord<?, ?> product = products.await(1, Objects::isNull).get(0);

            assertThat(header(product, "traceparent")).startsWith(TRACE.substring(0, TRACE_ID_END)).isNotEqualTo(TRACE);
        }
    }

    @Test
    void sends_every_event_in_order_and_once_while_the_broker_is_restarted() {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicInteger appended = new AtomicInteger();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String stream = "load-" + i;
            writers.add(CompletableFuture.runAsync(() -> {
                while (goesOn.get()) {
                    now(store.appendToStream(stream, List.of(new ProductAdded("apple", 1))));
                    appended.incrementAndGet();
                }
            }));
        }
        topic.await(100, key -> key.startsWith("load-"));
        broker.accept(false);
        int whenItStopped = appended.get();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> appended.get() >= whenItStopped + 2_000);
        broker.accept(true);
        goesOn.set(false);
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

        topic.await(appended.get(), key -> key.startsWith("load-"));
        List<ConsumerRecord<String, byte[]>> records = topic.all(key -> key.startsWith("load-"));
        Map<String, Long> versions = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            long version = Long.parseLong(header(record, "ce_streamversion"));
            assertThat(version).as("version in %s", record.key()).isEqualTo(versions.getOrDefault(record.key(), 0L) + 1);
            versions.put(record.key(), version);
        }
        assertThat(records).hasSize(appended.get());
        assertThat(new HashSet<>(records.stream().map(record -> header(record, "ce_id")).toList())).hasSize(appended.get());
        assertThat(now(subscriptions.state("forwarding-events")).status()).isEqualTo(SubscriptionStatus.RUNNING);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "missing" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
