package io.quarkiverse.eventstore.subscription;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a method of a CDI bean as the handler of a subscription, which starts with the application.
 *
 * <pre>
 * &#64;Subscription(name = "cart-summary", category = "shopping_cart")
 * Uni&lt;Void&gt; on(RecordedEvent&lt;ShoppingCartEvent&gt; event) { … }
 * </pre>
 *
 * The first parameter says what is handled: a domain event, a {@code RecordedEvent} of one, or a {@code List} of those, which
 * are handled in batches. A second one of type {@code EventStoreSession} makes the handler transactional: see
 * {@link TransactionalEventHandler}. A method that returns {@code Uni<Void>} is called on an event loop, one that returns
 * {@code void} on a worker thread, one with {@code @RunOnVirtualThread} on a virtual thread.
 * <p>
 * Only events of the parameter's type are handled: a subscription for one event class is not given others.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subscription {

    /** Identifies the subscription and its checkpoints for ever. */
    String name();

    /** The categories of the streams; empty for all. */
    String[] category() default {};

    /** What the names of the streams begin with; empty for anything. */
    String streamPrefix() default "";

    /** Where it begins the first time. */
    Start startFrom() default Start.BEGINNING;

    /** The most events that are fetched, handled and checkpointed together. */
    int batchSize() default 500;

    /** In how many parts, by stream name, the events are handled side by side. */
    int partitions() default 1;

    /** How many times a failed event is tried again. */
    int retries() default 5;

    /** What happens when the last repetition has failed. */
    FailurePolicy.WhenExhausted whenExhausted() default FailurePolicy.WhenExhausted.STOP;

    /** What to do with events that the application has no class for. */
    UnknownEvents unknownEvents() default UnknownEvents.FAIL;

    /** Where a subscription begins that has no checkpoint. */
    enum Start {

        /** With the first event of the log. */
        BEGINNING,

        /** Behind the last event that is in the log then. */
        END
    }
}
