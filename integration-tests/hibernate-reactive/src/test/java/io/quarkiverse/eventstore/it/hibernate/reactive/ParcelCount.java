package io.quarkiverse.eventstore.it.hibernate.reactive;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** How many parcels a stream has. */
@Entity
public class ParcelCount extends PanacheEntityBase {

    @Id
    String stream;

    @Column(nullable = false)
    int parcels;
}
