package io.quarkiverse.eventstore.projection;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a CDI bean an {@linkplain InlineProjection inline projection}: it is given each appended event of its
 * type, in the transaction of the append.
 *
 * <pre>
 * &#64;ApplicationScoped
 * class CartSummaries {
 *
 *     &#64;Inline
 *     Uni&lt;Void&gt; on(ProductAdded event) { … }
 *
 *     &#64;Inline
 *     Uni&lt;Void&gt; on(RecordedEvent&lt;ShoppingCartConfirmed&gt; event, EventStoreSession session) { … }
 * }
 * </pre>
 *
 * The first parameter is an event class or a supertype of event classes, or a {@code RecordedEvent} of one; a second one may
 * be the {@code EventStoreSession} of the append. The method is neither private nor static and returns {@code Uni<Void>}. Of
 * the methods of a class, those that it inherits among them, each event is given to the one with the most specific type. What
 * cannot work fails the build.
 * <p>
 * <strong>Guarantees:</strong> those of {@link InlineProjection}. It can be rebuilt if a method of the class is annotated
 * {@link Clear}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Inline {

    /**
     * The name of the projection, the same for all methods of the class: it identifies the projection for ever. By default
     * the simple name of the class.
     */
    String value() default "";
}
