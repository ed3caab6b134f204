package io.quarkiverse.eventstore;

import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * How to fold the events of a stream into a state.
 *
 * @param eventType a common type of the stream's events
 * @param initialState gives the state before the first event, once per fold
 * @param evolution gives the next state from the present one and the next event
 * @param read which part of the stream to fold; {@code to(n)} gives the state as it was at version n
 */
public record AggregateStreamOptions<S, E>(Class<E> eventType, Supplier<S> initialState, Evolution<S, E> evolution,
        ReadStreamOptions read) {

    public AggregateStreamOptions {
        Given.require("Aggregate options", "the class of the events", eventType);
        Given.require("Aggregate options", "an initial state", initialState);
        Given.require("Aggregate options", "a function to evolve the state", evolution);
        Given.require("Aggregate options", "the part of the stream to read", read);
    }

    /** Folds all events; {@code evolve} takes the domain event. */
    public static <S, E> AggregateStreamOptions<S, E> of(Class<E> eventType, Supplier<S> initialState,
            BiFunction<S, E, S> evolve) {
        return of(eventType, initialState, evolve, ReadStreamOptions.all());
    }

    /** Folds a part of the stream; {@code evolve} takes the domain event. */
    public static <S, E> AggregateStreamOptions<S, E> of(Class<E> eventType, Supplier<S> initialState,
            BiFunction<S, E, S> evolve, ReadStreamOptions read) {
        return new AggregateStreamOptions<>(eventType, initialState, new ByData<>(evolve), read);
    }

    /**
     * Folds all events; {@code evolve} takes the event as recorded, with version, position, time and metadata. Where the domain
     * event is enough, {@link #of(Class, Supplier, BiFunction)} is faster: it reads less.
     */
    public static <S, E> AggregateStreamOptions<S, E> ofRecorded(Class<E> eventType, Supplier<S> initialState,
            BiFunction<S, RecordedEvent<E>, S> evolve) {
        return ofRecorded(eventType, initialState, evolve, ReadStreamOptions.all());
    }

    /** Folds a part of the stream; {@code evolve} takes the event as recorded. */
    public static <S, E> AggregateStreamOptions<S, E> ofRecorded(Class<E> eventType, Supplier<S> initialState,
            BiFunction<S, RecordedEvent<E>, S> evolve, ReadStreamOptions read) {
        return new AggregateStreamOptions<>(eventType, initialState, new ByRecordedEvent<>(evolve), read);
    }

    /** A copy that folds the given part of the stream. */
    public AggregateStreamOptions<S, E> reading(ReadStreamOptions part) {
        return new AggregateStreamOptions<>(eventType, initialState, evolution, part);
    }

    /** How an event changes the state, by what it needs to know of the event. */
    public sealed interface Evolution<S, E> {
    }

    /** Needs the domain event only. */
    public record ByData<S, E>(BiFunction<S, E, S> evolve) implements Evolution<S, E> {

        public ByData {
            Given.require("Aggregate options", "a function to evolve the state", evolve);
        }
    }

    /** Needs the event as recorded. */
    public record ByRecordedEvent<S, E>(BiFunction<S, RecordedEvent<E>, S> evolve) implements Evolution<S, E> {

        public ByRecordedEvent {
            Given.require("Aggregate options", "a function to evolve the state", evolve);
        }
    }
}
