package io.quarkiverse.eventstore.docs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;

@Singleton
public class CartMails {

    private final List<String> sent = new CopyOnWriteArrayList<>();

    // tag::incoming[]
    @Incoming("confirmed-carts")
    void send(RecordedEvent<ShoppingCartConfirmed> confirmed) {
        mail("Cart " + confirmed.streamName() + " is on its way.");
    }
    // end::incoming[]

    List<String> sent() {
        return sent;
    }

    private void mail(String text) {
        sent.add(text);
    }
}
