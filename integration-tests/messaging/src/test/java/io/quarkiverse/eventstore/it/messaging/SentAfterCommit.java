package io.quarkiverse.eventstore.it.messaging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;

/** Takes what is sent after its commit. */
@Singleton
public class SentAfterCommit {

    final List<String> events = new CopyOnWriteArrayList<>();

    @Incoming("sent")
    Uni<Void> take(Message<String> message) {
        OutgoingCloudEventMetadata<?> event = message.getMetadata(OutgoingCloudEventMetadata.class).orElseThrow();
        events.add(event.getSubject().orElseThrow() + ":" + event.getExtension("streamversion").orElseThrow());
        return Uni.createFrom().completionStage(message.ack());
    }

    List<String> events(String stream) {
        return events.stream().filter(name -> name.startsWith(stream + ":")).toList();
    }
}
