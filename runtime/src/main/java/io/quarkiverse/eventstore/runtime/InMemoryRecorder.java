package io.quarkiverse.eventstore.runtime;

import java.util.function.Function;

import io.quarkiverse.eventstore.runtime.inmemory.InMemoryEventStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.annotations.Recorder;

/** Makes the in-memory back end. */
@Recorder
public class InMemoryRecorder {

    public Function<SyntheticCreationalContext<EventStorage>, EventStorage> inMemoryStorage() {
        return context -> new InMemoryEventStorage();
    }
}
