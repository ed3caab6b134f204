package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.spi.AmbientTransactions.AmbientTransaction;
import io.smallrye.mutiny.Uni;

class CandidateTransactionsTest {

    private final AmbientTransaction transaction = transaction();
    private final ReactiveUnit shop = new ReactiveUnit("<default>", "<default>", null, null);
    private final ReactiveUnit orders = new ReactiveUnit("orders", "orders-db", null, null);
    private final CandidateTransactions candidates = new CandidateTransactions("<default>", new ArrayList<>(),
            new ArrayList<>());

    @Test
    void there_may_be_none() {
        candidates.add(shop, List.of());
        candidates.add(orders, List.of());

        assertThat(candidates.only()).isEmpty();
    }

    @Test
    void that_on_the_stores_datasource_is_taken_beside_others() {
        candidates.add(orders, List.of(transaction()));
        candidates.add(shop, List.of(transaction));

        assertThat(candidates.only()).containsSame(transaction);
    }

    @Test
    void one_on_another_datasource_is_refused() {
        candidates.add(orders, List.of(transaction));

        assertThatThrownBy(candidates::only).isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Persistence unit orders: expected it to use the datasource <default>, that of the event store, so that "
                                + "events are part of its transaction, but it uses orders-db: call the event store outside of the "
                                + "transaction, or set quarkus.event-store.hibernate-reactive.enabled=false.");
    }

    @Test
    void several_are_refused() {
        candidates.add(shop, List.of(transaction, transaction()));

        assertThatThrownBy(candidates::only).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected the caller to be in one transaction").hasMessageContaining("but he is in 2");
    }

    private static AmbientTransaction transaction() {
        return new AmbientTransaction(new Object(), () -> Uni.createFrom().voidItem());
    }
}
