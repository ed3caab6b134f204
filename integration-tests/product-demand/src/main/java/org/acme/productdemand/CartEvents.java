package org.acme.productdemand;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;

/**
 * Hears what happens to shopping carts, one event after the other.
 */
@ApplicationScoped
public class CartEvents {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ProductDemand demand;
    private final ObjectMapper json;

    CartEvents(ProductDemand demand, ObjectMapper json) {
        this.demand = demand;
        this.json = json;
    }

    /** The message is acknowledged when the change is committed; until then the database is tried again. */
    @Incoming("cart-events")
    Uni<Void> take(String data, IncomingCloudEventMetadata<String> event) throws JsonProcessingException {
        String cart = event.getSubject().orElseThrow();
        long version = Long.parseLong(event.<String> getExtension("streamversion").orElseThrow());
        Uni<Void> change = switch (event.getType()) {
            case "product-item-added" -> demand.change(cart, version, item(data), 1);
            case "product-item-removed" -> demand.change(cart, version, item(data), -1);
            default -> Uni.createFrom().voidItem();
        };
        return change.onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely();
    }

    private CartItem item(String data) throws JsonProcessingException {
        return json.readValue(data, CartItem.class);
    }
}
