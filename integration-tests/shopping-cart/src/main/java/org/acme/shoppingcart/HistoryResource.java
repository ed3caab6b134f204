package org.acme.shoppingcart;

import java.time.Instant;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.RecordedEvent;

/**
 * What happened to a cart, event by event: an example of imperative code, which Quarkus runs on a worker thread.
 */
@Path("/carts/{id}/history")
public class HistoryResource {

    private final BlockingEventStore events;

    HistoryResource(BlockingEventStore events) {
        this.events = events;
    }

    public record Entry(long version, String type, Instant recordedAt, ShoppingCartEvent data) {

        static Entry of(RecordedEvent<ShoppingCartEvent> event) {
            return new Entry(event.streamVersion(), event.type(), event.recordedAt(), event.data());
        }
    }

    @GET
    public List<Entry> get(String id) {
        var stream = events.readStream(ShoppingCarts.streamName(id), ShoppingCartEvent.class);
        if (!stream.streamExists()) {
            throw new NotFoundException("Cart " + id + ": expected a history, but the cart does not exist.");
        }
        return stream.events().stream().map(Entry::of).toList();
    }
}
