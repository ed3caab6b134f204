package io.quarkiverse.eventstore.it.messaging;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;

/** Goes while the channel that it has subscribed to opens, which keeps nothing from starting. */
@Singleton
public class LeavesEarly {

    @Inject
    @Channel("left-early")
    Multi<Message<CartEvent>> messages;

    void start(@Observes StartupEvent event) {
        messages.subscribe().with(any -> {
        }).cancel();
    }
}
