package io.quarkiverse.eventstore.it.messaging;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;

/** Takes what is forwarded, at once, refuses what it is told to, and breaks where it is told to, which closes the channel. */
@Singleton
public class Forwarded {

    final List<String> accepted = new CopyOnWriteArrayList<>();
    final Map<String, String> texts = new ConcurrentHashMap<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    final Set<String> toRefuse = ConcurrentHashMap.newKeySet();
    final Set<String> toBreakAt = ConcurrentHashMap.newKeySet();

    @Incoming("forwarded")
    CompletionStage<Void> take(Message<String> message) {
        OutgoingCloudEventMetadata<?> event = message.getMetadata(OutgoingCloudEventMetadata.class).orElseThrow();
        String name = event.getSubject().orElseThrow() + ":" + event.getExtension("streamversion").orElseThrow();
        if (toBreakAt.contains(name)) {
            throw new IllegalStateException("broken");
        }
        if (toRefuse.contains(name)) {
            refused.add(name);
            return message.nack(new IllegalStateException("refused"));
        }
        texts.put(name, message.getPayload());
        accepted.add(name);
        return message.ack();
    }

    List<String> accepted(String stream) {
        return accepted.stream().filter(name -> name.startsWith(stream + ":")).toList();
    }
}
