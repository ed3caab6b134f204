package io.quarkiverse.eventstore.runtime;

import io.quarkiverse.eventstore.runtime.shutdown.ShutdownTasks;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/** Lets beans have something done at the end of the application. */
@Recorder
public class ShutdownRecorder {

    public RuntimeValue<ShutdownTasks> tasks(ShutdownContext shutdown) {
        return new RuntimeValue<>(new ShutdownTasks(shutdown));
    }
}
