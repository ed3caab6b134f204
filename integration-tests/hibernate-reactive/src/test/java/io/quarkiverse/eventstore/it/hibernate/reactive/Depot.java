package io.quarkiverse.eventstore.it.hibernate.reactive;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.hibernate.annotations.Check;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** How much stands in a depot. */
@Entity
@Check(constraints = "weight < 100")
public class Depot extends PanacheEntityBase {

    @Id
    String name;

    @Column(nullable = false)
    int weight;

    @Column(nullable = false)
    int parcels;
}
