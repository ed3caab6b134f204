package io.quarkiverse.eventstore.bench;

/** Who takes part. */
public enum ContenderName {

    STORE("Quarkus Event Store"),
    STORE_ALONE("Quarkus Event Store, group commit off"),
    AXON("Axon Framework 4.12, JDBC"),
    EMMETT("Emmett 0.42"),
    PGBENCH("limit: pgbench"),
    BARE("limit: bare client"),
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
