package io.quarkiverse.eventstore.runtime;

import java.util.List;

import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Hands the event types that the build found to the application. */
@Recorder
public class EventTypesRecorder {

    public RuntimeValue<RegisteredEventTypes> eventTypes(List<RegisteredEventType> types) {
        return new RuntimeValue<>(RegisteredEventTypes.of(types));
    }
}
