package io.quarkiverse.eventstore.bench;

import static io.quarkiverse.eventstore.bench.ContenderName.AXON;
import static io.quarkiverse.eventstore.bench.ContenderName.BARE;
import static io.quarkiverse.eventstore.bench.ContenderName.EMMETT;
import static io.quarkiverse.eventstore.bench.ContenderName.KAFKA;
import static io.quarkiverse.eventstore.bench.ContenderName.PGBENCH;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_10K;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_10M;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_1M;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_AFTER_COMMIT;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_ALONE;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_DURABLE;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_RECORDS;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_SUBSCRIBED;
import static io.quarkiverse.eventstore.bench.ContenderName.STORE_SUBSCRIBED_TO_ALL;

import java.util.List;

/** What is measured, and who takes part. */
public enum BenchCase {

    APPEND_1("append, 1 caller", append(1, 1), STORE, STORE_ALONE, AXON, EMMETT, PGBENCH),
    APPEND_16("append, 16 callers", append(16, 1), STORE, STORE_ALONE, AXON, EMMETT, PGBENCH),
    APPEND_64("append, 64 callers", append(64, 1), STORE, STORE_ALONE, AXON, EMMETT, PGBENCH, BARE),
    APPEND_256("append, 256 callers", append(256, 1), STORE, STORE_ALONE, AXON, EMMETT, PGBENCH),
    BULK_10("append of 10 events, 16 callers", append(16, 10), STORE, STORE_ALONE, AXON, EMMETT),
    BULK_200("append of 200 events, 16 callers", append(16, 200), STORE, STORE_ALONE, AXON, EMMETT, PGBENCH),
    SUBSCRIBED_1("append, 1 caller, with and without 10 live subscriptions", append(1, 1), STORE, STORE_SUBSCRIBED,
            STORE_SUBSCRIBED_TO_ALL),
    SUBSCRIBED_64("append, 64 callers, with and without 10 live subscriptions", append(64, 1), STORE, STORE_SUBSCRIBED,
            STORE_SUBSCRIBED_TO_ALL),
    FORWARDED_1("append, 1 caller, with and without forwarding", append(1, 1), STORE, STORE_AFTER_COMMIT, STORE_DURABLE,
            STORE_RECORDS),
    FORWARDED_64("append, 64 callers, with and without forwarding", append(64, 1), STORE, STORE_AFTER_COMMIT, STORE_DURABLE,
            STORE_RECORDS),
    HOT("one hot stream, 16 callers, optimistic retries", new Work("hot", 16, 1, 1, 0, ""), STORE, STORE_ALONE, AXON, EMMETT),
    AGGREGATE_10("aggregate of 10 events, 16 callers", aggregate(16, 10, 64), STORE, AXON, EMMETT, BARE),
    AGGREGATE_1000("aggregate of 1,000 events, 16 callers", aggregate(16, 1_000, 64), STORE, AXON, EMMETT, BARE),
    AGGREGATE_100000("aggregate of 100,000 events, 4 callers", aggregate(4, 100_000, 4), STORE, AXON, EMMETT, BARE),
    MIXED("80 % aggregates of 30 events, 20 % appends, 64 callers", new Work("mixed", 64, 30, 64, 0, ""), STORE, STORE_ALONE,
            AXON, EMMETT),
    GROWTH_APPEND("append, 16 callers, to a store of 10 k, 1 M, 10 M events", append(16, 1), STORE_10K, STORE_1M, STORE_10M),
    GROWTH_AGGREGATE("aggregate of 100 events, 16 callers, the same 100 streams spread over a store of 10 k, 1 M, 10 M events",
            new Work("aggregate-spread", 16, 100, 100, 0, ""), STORE_10K, STORE_1M, STORE_10M),
    GROWTH_RANDOM("aggregate of 100 events, 16 callers, any stream of a store of 10 k, 1 M, 10 M events",
            new Work("aggregate-any", 16, 100, 100, 0, ""), STORE_10K, STORE_1M, STORE_10M),
    CATCH_UP("a subscription that catches up", new Work("catch-up", 1, 1_000_000, 1, 0, ""), STORE, BARE, EMMETT),
    FORWARD("forwarding a log of 300,000 events to Kafka", new Work("forward", 1, 300_000, 1, 0, ""), STORE_DURABLE, KAFKA),
    DELIVERY("delivery of an event that is appended to an idle log", new Work("delivery", 1, 1, 1, 0, ""), STORE),
    DELIVERY_ELSEWHERE("delivery of an event that another node appends to an idle log",
            new Work("delivery-elsewhere", 1, 1, 1, 0, ""), STORE),
    MEMORY("stream of 1,000,000 events as Multi", new Work("memory", 1, 1_000_000, 1, 0, ""), STORE);

    private final String title;
    private final Work work;
    private final List<ContenderName> contenders;

    BenchCase(String title, Work work, ContenderName... contenders) {
        this.title = title;
        this.work = work;
        this.contenders = List.of(contenders);
    }

    public String title() {
        return title;
    }

    public Work work() {
        return work;
    }

    public List<ContenderName> contenders() {
        return contenders;
    }

    /** As it is named in options: {@code append-64}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * How often to measure: a loss of 5 % drowns in what a few rounds scatter, and a bare producer scatters by a factor of two.
     */
    public int rounds(int usual) {
        return switch (this) {
            case SUBSCRIBED_1, SUBSCRIBED_64, FORWARDED_1, FORWARDED_64 -> usual * 18;
            case FORWARD -> usual * 3;
            default -> usual;
        };
    }

    /**
     * How long to measure each time: what one process does in turns, it does in short ones, since the disk has its moods; on an
     * idle log not much happens.
     */
    public double seconds(double usual) {
        return switch (this) {
            case SUBSCRIBED_1, SUBSCRIBED_64, FORWARDED_1, FORWARDED_64 -> usual / 3;
            case DELIVERY, DELIVERY_ELSEWHERE -> usual * 15;
            default -> usual;
        };
    }

    private static Work append(int callers, int events) {
        return new Work("append", callers, events, 1, 0, "");
    }

    private static Work aggregate(int callers, int events, int streams) {
        return new Work("aggregate", callers, events, streams, 0, "");
    }
}
