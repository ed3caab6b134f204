package io.quarkiverse.eventstore.serialization;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names an event class in the store, so that the class can be renamed or moved.
 * <p>
 * Needed on event classes that belong to no sealed interface of the application; on the others it chooses a name other than
 * the simple class name. A name used by two classes fails the build.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

    /** The stored name; the simple class name if it is left out. */
    String value() default "";

    /** Names under which events of this class were stored formerly; accepted on read, never written. */
    String[] formerly() default {};
}
