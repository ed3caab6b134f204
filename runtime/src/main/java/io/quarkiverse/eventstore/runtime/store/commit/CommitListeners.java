package io.quarkiverse.eventstore.runtime.store.commit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Those who want to know at once that this application has committed events; they return at once and never throw.
 */
public final class CommitListeners implements Runnable {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void add(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void run() {
        listeners.forEach(Runnable::run);
    }
}
