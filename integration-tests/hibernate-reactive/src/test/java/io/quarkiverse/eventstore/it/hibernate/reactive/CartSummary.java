package io.quarkiverse.eventstore.it.hibernate.reactive;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** How many products were added to a cart. */
@Entity
public class CartSummary extends PanacheEntityBase {

    @Id
    String cart;

    @Column(nullable = false)
    int products;

    CartSummary() {
    }

    public CartSummary(String cart, int products) {
        this.cart = cart;
        this.products = products;
    }
}
