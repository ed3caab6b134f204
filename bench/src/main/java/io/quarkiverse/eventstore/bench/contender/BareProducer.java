package io.quarkiverse.eventstore.bench.contender;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import io.quarkiverse.eventstore.bench.BenchEvent;

/**
 * The limit of forwarding: Kafka's own client sends ready-made records as fast as it takes them, and lets as many be under
 * way as it likes.
 */
public final class BareProducer {

    private static final String JSON = "{\"productId\":\"product-12345678\",\"quantity\":1,\"unitPrice\":1999,"
            + "\"name\":\"A thing with a name\",\"note\":\"left at the door\"}";
    private static final Map<String, String> ATTRIBUTES = Map.of("ce_specversion", "1.0", "ce_type",
            BenchEvent.ProductAdded.class.getSimpleName(), "ce_source", "/shop", "ce_time", "2026-01-01T12:00:00.123456Z",
            "ce_datacontenttype", "application/json", "content-type", "application/json");

    private final Properties settings = new Properties();

    public BareProducer(String bootstrapServers) {
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
    }

    /** Completes when the broker has acknowledged each of the records, of streams of ten. */
    public void send(String topic, long count) {
        AtomicLong acknowledged = new AtomicLong();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        try (KafkaProducer<String, String> producer = open()) {
            for (long i = 0; i < count; i++) {
                producer.send(message(topic, i), (record, failure) -> {
                    if (failure != null) {
                        done.completeExceptionally(failure);
                    } else if (acknowledged.incrementAndGet() == count) {
                        done.complete(true);
                    }
                });
            }
            done.join();
        }
    }

    KafkaProducer<String, String> open() {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** With the headers of an event that was forwarded. */
    static ProducerRecord<String, String> message(String topic, long i) {
        String stream = "log-" + i / 10_000 * 1_000 + i % 1_000;
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, stream, JSON);
        ATTRIBUTES.forEach((name, value) -> header(message, name, value));
        header(message, "ce_id", new UUID(i, i).toString());
        header(message, "ce_subject", stream);
        header(message, "ce_streamversion", Long.toString(i % 10_000 / 1_000 + 1));
        header(message, "ce_globalposition", Long.toString(i));
        return message;
    }

    private static void header(ProducerRecord<?, ?> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
