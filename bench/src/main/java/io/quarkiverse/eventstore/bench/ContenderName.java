package io.quarkiverse.eventstore.bench;

/** Who takes part. */
public enum ContenderName {

    STORE("Quarkus Event Store"),
    STORE_ALONE("Quarkus Event Store, group commit off"),
    STORE_SUBSCRIBED("Quarkus Event Store, 10 subscriptions live, each to a category of its own"),
    STORE_SUBSCRIBED_TO_ALL("Quarkus Event Store, 10 subscriptions live, each to all events"),
    STORE_AFTER_COMMIT("Quarkus Event Store, forwarding to Kafka after the commit"),
    STORE_DURABLE("Quarkus Event Store, durable forwarding to Kafka"),
    STORE_RECORDS("limit: Quarkus Event Store, and a bare Kafka producer beside it"),
    AXON("Axon Framework 4.12, JDBC"),
    EMMETT("Emmett 0.42"),
    PGBENCH("limit: pgbench"),
    BARE("limit: bare client"),
    KAFKA("limit: bare Kafka producer, acks=all"),
    STORE_10K("Quarkus Event Store, 10 k events"),
    STORE_1M("Quarkus Event Store, 1 M events"),
    STORE_10M("Quarkus Event Store, 10 M events");

    private final String title;

    ContenderName(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
