package io.quarkiverse.eventstore.runtime.serialization;

import java.util.List;

/** An event class with its stored name and the names it was stored under formerly. */
public record RegisteredEventType(String name, Class<?> eventClass, List<String> formerly) {

    public RegisteredEventType {
        formerly = List.copyOf(formerly);
    }
}
