package io.quarkiverse.eventstore.docs;

public sealed interface StockEvent {

    record ItemsReceived(String product, int quantity) implements StockEvent {
    }

    record ItemsTaken(String product, int quantity) implements StockEvent {
    }
}
