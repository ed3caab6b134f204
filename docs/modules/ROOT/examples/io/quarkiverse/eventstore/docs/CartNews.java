package io.quarkiverse.eventstore.docs;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.AppendedEvents;

// tag::observer[]
@Singleton
public class CartNews {

    final Set<String> changed = ConcurrentHashMap.newKeySet();

    void onAppended(@ObservesAsync AppendedEvents committed) {
        changed.add(committed.streamName());
    }
}
// end::observer[]
