package io.quarkiverse.eventstore.it.hibernate.reactive;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;

/** A service as users write it. */
@Singleton
public class Carts {

    private final EventStore store;

    Carts(EventStore store) {
        this.store = store;
    }

    /** @param last what follows in the same transaction */
    @WithTransaction
    Uni<Void> add(String cart, Uni<Void> last) {
        return CartSummary.<CartSummary> findById(cart)
                .chain(found -> found == null ? new CartSummary(cart, 0).<CartSummary> persist() : Uni.createFrom().item(found))
                .chain(summary -> append(cart, summary.products).invoke(appended -> summary.products++))
                .chain(() -> last);
    }

    Uni<AppendToStreamResult> append(String cart, long expected) {
        return store.appendToStream(cart, List.of(added("apple")),
                AppendToStreamOptions.expecting(ExpectedStreamVersion.exactly(expected)));
    }
}
