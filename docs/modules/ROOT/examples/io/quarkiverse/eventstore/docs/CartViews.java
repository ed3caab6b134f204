package io.quarkiverse.eventstore.docs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.smallrye.mutiny.Uni;

// tag::hook[]
@Singleton
@Priority(100)
public class CartViews implements AfterCommitHook {

    final Map<String, String> cache = new ConcurrentHashMap<>();

    @Override
    public Uni<Void> onAfterCommit(AppendedEvents committed) {
        cache.remove(committed.streamName());
        return Uni.createFrom().voidItem();
    }
}
// end::hook[]
