package io.quarkiverse.eventstore;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which events of the log of all streams are wanted; {@link #all()} and then narrower:
 * {@code EventFilter.categories("shopping_cart").withEventTypes(ProductAdded.class)}. An event passes if it meets every
 * criterion.
 *
 * @param categories the events' streams are of one of these categories, that is, the part of the name before the first
 *        {@code -}; empty for any
 * @param eventTypes the events are of one of these classes, or of a subtype of one; empty for any
 * @param streamPrefix the names of the events' streams begin with this text; null for any
 */
public record EventFilter(Set<String> categories, Set<Class<?>> eventTypes, @Nullable String streamPrefix) {

    private static final EventFilter ALL = new EventFilter(Set.of(), Set.of(), null);

    public EventFilter {
        Given.require("Event filter", "categories", categories);
        Given.require("Event filter", "event types", eventTypes);
        categories.forEach(EventFilter::requireCategory);
        eventTypes.forEach(type -> Given.require("Event filter", "the class of an event", type));
        if (streamPrefix != null && streamPrefix.isBlank()) {
            throw new IllegalArgumentException("Event filter: expected a prefix of stream names, but it is blank.");
        }
        if (streamPrefix != null) {
            requireStorable(streamPrefix);
        }
        categories = Set.copyOf(categories);
        eventTypes = Set.copyOf(eventTypes);
    }

    /** Every event. */
    public static EventFilter all() {
        return ALL;
    }

    /** Events of streams of one of the categories. */
    public static EventFilter categories(String... names) {
        return ALL.withCategories(names);
    }

    /** Events of one of the classes, or of a subtype of one: a sealed interface stands for all its events. */
    public static EventFilter eventTypes(Class<?>... classes) {
        return ALL.withEventTypes(classes);
    }

    /** Events of streams whose names begin with the prefix; case counts. */
    public static EventFilter streamPrefix(String prefix) {
        return ALL.withStreamPrefix(prefix);
    }

    /** A copy that wants events of streams of one of the categories only. */
    public EventFilter withCategories(String... names) {
        return new EventFilter(setOf("categories", names), eventTypes, streamPrefix);
    }

    /** A copy that wants events of one of the classes, or of a subtype of one, only. */
    public EventFilter withEventTypes(Class<?>... classes) {
        return new EventFilter(categories, setOf("classes of events", classes), streamPrefix);
    }

    /** A copy that wants events of streams only whose names begin with the prefix. */
    public EventFilter withStreamPrefix(String prefix) {
        return new EventFilter(categories, eventTypes, prefix);
    }

    @SafeVarargs
    private static <T> Set<T> setOf(String expectation, T... values) {
        Given.require("Event filter", expectation, values);
        Set<T> set = new LinkedHashSet<>();
        for (T value : values) {
            Given.require("Event filter", expectation, value);
            set.add(value);
        }
        return set;
    }

    private static void requireCategory(@Nullable String category) {
        if (category == null || category.isBlank() || category.indexOf('-') >= 0) {
            throw new IllegalArgumentException("Event filter: expected a category, which is a name without '-', but it is "
                    + (category == null ? "null." : "'" + category + "'."));
        }
        requireStorable(category);
    }

    private static void requireStorable(String text) {
        int unstorable = StorableText.indexOfUnstorable(text);
        if (unstorable >= 0) {
            throw new IllegalArgumentException("Event filter: expected text that can be stored, but it has "
                    + StorableText.describe(text, unstorable) + " at index " + unstorable + ".");
        }
    }
}
