package io.quarkiverse.eventstore.projection;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;

/**
 * A projection to a state for each key, kept as JSON by the event store.
 * <p>
 * The state is written and read by the serializer of events. In a native image its class needs
 * {@code @RegisterForReflection}.
 *
 * @param options the name of the projection, and how it follows the log; in one partition, since any event may change any key,
 *        and from a position, since every version begins there
 * @param eventType a common type of the events
 * @param stateType the class of the state
 * @param key which state an event changes, a text of 1 to 512 characters; empty if none
 * @param initialState a state before its first event
 * @param evolve gives the next state; must have no side effects; empty removes the state
 */
public record StateProjection<S, E>(SubscriptionOptions options, Class<E> eventType, Class<S> stateType,
        Function<RecordedEvent<E>, Optional<String>> key, Supplier<S> initialState,
        BiFunction<S, RecordedEvent<E>, Optional<S>> evolve) {

    /** The most characters of a key. */
    public static final int MAX_KEY_LENGTH = 512;

    /** The most characters of the name. */
    public static final int MAX_NAME_LENGTH = 180;

    public StateProjection {
        if (options.name().length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("Projection " + options.name() + ": expected a name of 1 to " + MAX_NAME_LENGTH
                    + " characters, which leaves room for the number of a version, but it has " + options.name().length()
                    + ".");
        }
        if (options.partitions() != 1) {
            throw new IllegalArgumentException("Projection " + options.name() + ": expected 1 partition, but there are "
                    + options.partitions() + ".");
        }
        if (options.startFrom() instanceof StartFrom.End) {
            throw new IllegalArgumentException("Projection " + options.name() + ": expected it to start from a position, where "
                    + "each version of it begins, but it starts from the end of the log.");
        }
    }

    /** A state for each stream, that every event of the stream changes. */
    public static <S, E> StateProjection<S, E> perStream(SubscriptionOptions options, Class<E> eventType, Class<S> stateType,
            Supplier<S> initialState, BiFunction<S, E, S> evolve) {
        return new StateProjection<>(options, eventType, stateType, event -> Optional.of(event.streamName()), initialState,
                (state, event) -> Optional.of(evolve.apply(state, event.data())));
    }

    /** The name of the projection. */
    public String name() {
        return options.name();
    }
}
