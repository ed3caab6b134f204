package org.acme.shoppingcart;

import java.math.BigDecimal;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;

/**
 * A cart as a list of carts shows it. It is never older than the events of the cart.
 */
@Entity
public class CartSummary extends PanacheEntityBase {

    @Id
    public String stream;

    @Column(nullable = false)
    public int products;

    @Column(nullable = false)
    public BigDecimal total = BigDecimal.ZERO;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    public ShoppingCart.Status status = ShoppingCart.Status.OPEN;

    static Uni<List<CartSummary>> ofStatus(ShoppingCart.Status status, int atMost) {
        return CartSummary.<CartSummary> find("status = ?1 order by stream", status).page(0, atMost).list();
    }
}
