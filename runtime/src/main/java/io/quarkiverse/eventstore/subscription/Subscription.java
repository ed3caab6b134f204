package io.quarkiverse.eventstore.subscription;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a subscription: a CDI bean whose handler methods are given events, from the application's start to its stop.
 *
 * <pre>
 * &#64;Subscription(name = "cart-summary", category = "shopping_cart")
 * class CartSummary {
 *
 *     Uni&lt;Void&gt; on(ProductAdded event) { … }
 *
 *     Uni&lt;Void&gt; on(RecordedEvent&lt;ShoppingCartConfirmed&gt; event) { … }
 * }
 * </pre>
 *
 * A <em>handler method</em> is a method that is neither private nor static, of the class or a superclass, whose first parameter
 * is an event class or a supertype of event classes, for example a sealed interface; a {@code RecordedEvent} of one; or a
 * {@code List} of {@code RecordedEvent}s of one, which takes batches. Other methods are left alone, and so are observers.
 * <p>
 * <strong>Guarantees:</strong> those of {@link EventHandler}, or of {@link BatchEventHandler} for batches. With a second
 * parameter of type {@code EventStoreSession} those of {@link TransactionalEventHandler}: what the method does through the
 * session takes effect exactly once. Each event is given to one method, the one with the most specific type. Each call, for an
 * event or a batch, has a CDI request context of its own, which lasts until the method is done.
 * <p>
 * <strong>Threads:</strong> a method that returns {@code void} may block and is done when it returns; it is called on a worker
 * thread. One that returns {@code Uni<Void>} is done when that completes; it is called on an event loop, or with
 * {@code @Blocking} on a worker thread. {@code @RunOnVirtualThread} means a virtual thread for both. The annotations stand at
 * the method or at the class.
 * <p>
 * <strong>Edges:</strong>
 * <ul>
 * <li>Events of a known type that no method takes are passed over; {@link #unknownEvents()} is for those of unknown types.</li>
 * <li>All handler methods of a class are called on the same kind of thread, and take a session or none does. A method for
 * batches is the only one of its class.</li>
 * <li>What cannot work fails the build: no handler method, two for the same type or for an event of which neither is more
 * specific, other parameters or results, a name that two classes use, values out of their ranges.</li>
 * <li>A class without a scope is a {@code @Singleton}. A {@code @Dependent} or {@code @RequestScoped} one is made anew for each
 * call.</li>
 * <li>It starts after the application's observers of the start; if that fails, so does the application's start.
 * {@code quarkus.event-store.subscriptions.declared."<name>".enabled=false} leaves it out on a node.</li>
 * </ul>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subscription {

    /** Identifies the subscription and its checkpoints for ever; not blank, at most 200 characters, without {@code @}. */
    String name();

    /** The categories of the streams; empty for all. */
    String[] category() default {};

    /** What the names of the streams begin with; empty for anything. */
    String streamPrefix() default "";

    /**
     * Where it begins the first time, unless the configuration says otherwise, which can name a position:
     * {@code quarkus.event-store.subscriptions.declared."<name>".start-from}.
     */
    Start startFrom() default Start.BEGINNING;

    /** The most events that are fetched, handled and checkpointed together, at least 1. */
    int batchSize() default 500;

    /** In how many parts, by stream name, the events are handled side by side; from 1 to 1,024, fixed for ever. */
    int partitions() default 1;

    /** How many times a failed event is tried again, ever later; 0 for never. */
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
