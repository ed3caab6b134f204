package io.quarkiverse.eventstore.it.hibernate.units.reports;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity of a named persistence unit on a datasource of its own. */
@Entity
public class CartReport {

    @Id
    String cart;

    CartReport() {
    }

    public CartReport(String cart) {
        this.cart = cart;
    }
}
