package io.quarkiverse.eventstore.it.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.eventstore.EventStore;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Appends without end, each writer to a stream that is its own on this node and at most 25 times a second, also after failures.
 */
@ApplicationScoped
public class Load {

    private static final Duration BETWEEN_APPENDS = Duration.ofMillis(40);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    void onStart(@Observes StartupEvent event, EventStore store,
            @ConfigProperty(name = "load.writers", defaultValue = "0") int writers) {
        IntStream.range(0, writers).forEach(writer -> Multi.createBy().repeating()
                .uni(() -> append(store, "load-" + writer)).indefinitely()
                .subscribe().with(appended -> {
                }));
    }

    private static Uni<?> append(EventStore store, String stream) {
        return Uni.createFrom().deferred(() -> store.appendToStream(stream, List.of(new ProductAdded("apple", 1))))
                .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely()
                .onItem().delayIt().by(BETWEEN_APPENDS);
    }
}
