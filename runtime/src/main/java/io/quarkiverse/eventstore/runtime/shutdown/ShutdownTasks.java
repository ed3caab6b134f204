package io.quarkiverse.eventstore.runtime.shutdown;

import io.quarkus.runtime.ShutdownContext;

/** Takes what is to be done at the end of the application, whether it had started or not. */
public final class ShutdownTasks {

    private final ShutdownContext shutdown;

    public ShutdownTasks(ShutdownContext shutdown) {
        this.shutdown = shutdown;
    }

    /** The last one that was added is the first one to run; all run after the observers of the stop. */
    public void add(Runnable task) {
        shutdown.addShutdownTask(task);
    }
}
