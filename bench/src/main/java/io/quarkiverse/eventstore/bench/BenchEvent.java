package io.quarkiverse.eventstore.bench;

/** The event of all benchmarks: about 120 bytes of JSON. */
public sealed interface BenchEvent {

    /** What a shopping cart might hold. */
    record ProductAdded(String productId, int quantity, long unitPrice, String name, String note) implements BenchEvent {
    }

    static BenchEvent sample(int quantity) {
        return new ProductAdded("product-12345678", quantity, 1999, "A thing with a name", "left at the door");
    }
}
