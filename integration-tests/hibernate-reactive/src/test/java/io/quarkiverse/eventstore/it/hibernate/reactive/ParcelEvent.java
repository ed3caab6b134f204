package io.quarkiverse.eventstore.it.hibernate.reactive;

/** What happens to parcels. */
public sealed interface ParcelEvent {

    record ParcelPacked(String depot, int weight) implements ParcelEvent {
    }
}
