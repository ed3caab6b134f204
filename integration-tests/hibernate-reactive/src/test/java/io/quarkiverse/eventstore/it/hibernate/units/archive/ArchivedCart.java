package io.quarkiverse.eventstore.it.hibernate.units.archive;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of a named persistence unit on the event store's datasource. */
@Entity
public class ArchivedCart {

    @Id
    String cart;

    ArchivedCart() {
    }

    public ArchivedCart(String cart) {
        this.cart = cart;
    }
}
