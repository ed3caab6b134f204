package io.quarkiverse.eventstore.runtime.messaging;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.StreamName;
import io.quarkiverse.eventstore.serialization.EventTypes;

/**
 * Which events a setting wants, in names.
 *
 * @param categories any if there are none
 * @param eventTypes stored names; any if there are none
 * @param streamPrefix any if there is none
 */
public record WantedEvents(List<String> categories, List<String> eventTypes, Optional<String> streamPrefix) {

    /** @param unknown makes the failure about a name that is not that of an event type */
    public EventFilter filter(EventTypes types, Function<String, IllegalArgumentException> unknown) {
        EventFilter filter = EventFilter.all();
        if (!categories.isEmpty()) {
            filter = filter.withCategories(categories.toArray(String[]::new));
        }
        if (!eventTypes.isEmpty()) {
            filter = filter.withEventTypes(eventTypes.stream()
                    .map(name -> types.classOf(name).orElseThrow(() -> unknown.apply(name))).toArray(Class<?>[]::new));
        }
        return streamPrefix.isPresent() ? filter.withStreamPrefix(streamPrefix.get()) : filter;
    }

    /** The same as the filter, for events that are at hand. */
    public Predicate<RecordedEvent<?>> test(EventTypes types, Function<String, IllegalArgumentException> unknown) {
        EventFilter filter = filter(types, unknown);
        Set<String> names = filter.eventTypes().stream().flatMap(type -> types.namesOf(type).stream())
                .collect(Collectors.toSet());
        return event -> (names.isEmpty() || names.contains(event.type()))
                && (streamPrefix.isEmpty() || event.streamName().startsWith(streamPrefix.get()))
                && (categories.isEmpty() || categories.contains(new StreamName(event.streamName()).category()));
    }
}
