package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReactiveUnitTest {

    @Test
    void of_another_datasource_is_refused() {
        ReactiveUnit unit = new ReactiveUnit("orders", "orders-db", null);

        unit.requireDatasource("orders-db");
        assertThatThrownBy(() -> unit.requireDatasource("<default>")).isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Persistence unit orders: expected it to use the datasource <default>, that of the event store, so that "
                                + "events are part of its transaction, but it uses orders-db: call the event store outside of the "
                                + "transaction, or set quarkus.event-store.hibernate-reactive.enabled=false.");
    }
}
