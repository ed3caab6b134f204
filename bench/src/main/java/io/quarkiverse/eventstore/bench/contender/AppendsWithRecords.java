package io.quarkiverse.eventstore.bench.contender;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * The limit of appends with forwarding: after each append, Kafka's own client sends as many ready-made records, and nobody
 * waits for them.
 */
public final class AppendsWithRecords implements Contender {

    private static final String TOPIC = "beside-appends";

    private final Contender store;
    private final KafkaProducer<String, String> producer;
    private final AtomicLong sent = new AtomicLong();

    public AppendsWithRecords(Contender store, BareProducer producer) {
        this.store = store;
        this.producer = producer.open();
        // What the first record would wait for, on a thread that must not.
        this.producer.partitionsFor(TOPIC);
    }

    @Override
    public boolean isBlocking() {
        return store.isBlocking();
    }

    @Override
    public CompletionStage<Long> append(String stream, int events) {
        return store.append(stream, events).thenApply(this::send);
    }

    @Override
    public CompletionStage<Long> extend(String stream, long version, int events) {
        return store.extend(stream, version, events).thenApply(this::send);
    }

    @Override
    public CompletionStage<Long> version(String stream) {
        return store.version(stream);
    }

    @Override
    public CompletionStage<Boolean> appendAt(String stream, long version) {
        return store.appendAt(stream, version);
    }

    @Override
    public CompletionStage<Long> aggregate(String stream) {
        return store.aggregate(stream);
    }

    /** Waits until all are acknowledged. */
    public void flush() {
        producer.flush();
    }

    private long send(long events) {
        for (int i = 0; i < events; i++) {
            producer.send(BareProducer.message(TOPIC, sent.getAndIncrement()));
        }
        return events;
    }
}
