package io.quarkiverse.eventstore.docs;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.docs.StockEvent.ItemsReceived;
import io.quarkiverse.eventstore.projection.InlineStatement;

public class ItemsReceivedTotals {

    // tag::statement[]
    @Produces
    @Singleton
    InlineStatement itemsReceived() {
        return InlineStatement.named("items-received", ItemsReceived.class, """
                insert into items_received as r (product, quantity)
                values ($5->>'product', ($5->>'quantity')::integer)
                on conflict (product) do update set quantity = r.quantity + excluded.quantity
                """).clearedBy("delete from items_received");
    }
    // end::statement[]
}
