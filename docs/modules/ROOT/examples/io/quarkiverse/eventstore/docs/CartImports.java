package io.quarkiverse.eventstore.docs;

import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.messaging.AppendMetadata;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;

@Singleton
public class CartImports {

    // tag::outgoing[]
    @Inject
    @Channel("cart-appends")
    MutinyEmitter<ShoppingCartEvent> appends;

    Uni<Void> add(String cart, ProductItemAdded event, UUID requestId) {
        return appends.sendMessage(Message.of(event, Metadata.of(AppendMetadata.to(cart).expecting(0).withEventId(requestId))));
    }
    // end::outgoing[]
}
