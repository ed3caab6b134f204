package io.quarkiverse.eventstore.it.messaging.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.quarkiverse.eventstore.it.servers.Topics;

/** Reads a topic from its beginning with Kafka's own client, as another service would. */
final class Topic implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    Topic(String bootstrapServers, String name) {
        List<TopicPartition> partitions = Topics.create(bootstrapServers, name, PARTITIONS);
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records whose key passes, once there are so many; fails after a minute. */
    List<ConsumerRecord<String, byte[]>> await(int count, Predicate<String> key) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (with(key).size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Expected " + count + " records, but there are " + with(key).size() + ".");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return with(key);
    }

    /** All records that are there now and whose key passes. */
    List<ConsumerRecord<String, byte[]>> all(Predicate<String> key) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return with(key);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<ConsumerRecord<String, byte[]>> with(Predicate<String> key) {
        return records.stream().filter(record -> key.test(record.key())).toList();
    }
}
