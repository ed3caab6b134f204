package io.quarkiverse.eventstore.it.messaging.kafka;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

import io.quarkiverse.eventstore.it.load.ProductAdded;

/** Passes on what it finds in the log. */
@ApplicationScoped
public class Relay {

    @Incoming("relayed")
    @Outgoing("products")
    String product(ProductAdded event) {
        return event.product();
    }
}
