package io.quarkiverse.eventstore.runtime.store.commit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.quarkiverse.eventstore.AppendedEvents;

/**
 * Those who want to know at once that this application has committed events; they return at once and never throw.
 */
public final class CommitListeners implements Consumer<AppendedEvents> {

    private final List<Consumer<AppendedEvents>> listeners = new CopyOnWriteArrayList<>();

    public void add(Consumer<AppendedEvents> listener) {
        listeners.add(listener);
    }

    @Override
    public void accept(AppendedEvents committed) {
        listeners.forEach(listener -> listener.accept(committed));
    }
}
