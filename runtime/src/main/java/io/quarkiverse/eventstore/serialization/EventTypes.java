package io.quarkiverse.eventstore.serialization;

import java.util.Optional;
import java.util.Set;

/**
 * The event types of the application, found at build time: which stored name belongs to which class.
 * <p>
 * Injectable; immutable.
 */
public interface EventTypes {

    /** The stored name of an event class, if it is registered. */
    Optional<String> nameOf(Class<?> eventClass);

    /** The event class of a stored name, present or former, if there is one. */
    Optional<Class<?>> classOf(String storedName);

    /** The stored names, present and former, of all registered classes that are the type or a subtype of it. */
    Set<String> namesOf(Class<?> type);
}
