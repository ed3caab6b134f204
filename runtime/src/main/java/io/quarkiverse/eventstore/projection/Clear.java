package io.quarkiverse.eventstore.projection;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a class with {@link Inline} methods that empties their read model: then the projection can be
 * {@linkplain Projections#rebuild(String) rebuilt}.
 *
 * <pre>
 * &#64;Clear
 * Uni&lt;Void&gt; clear() {
 *     return CartSummary.deleteAll().replaceWithVoid();
 * }
 * </pre>
 *
 * The method has no parameter, or the {@code EventStoreSession} of the transaction in which it is called. It is neither private
 * nor static and returns {@code Uni<Void>}. A class has one at most, its own or an inherited one. What cannot work fails the
 * build.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Clear {
}
