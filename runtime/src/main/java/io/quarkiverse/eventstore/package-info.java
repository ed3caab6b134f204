/**
 * The event store's API: streams of events, read and appended with optimistic concurrency.
 * <p>
 * Start at {@link io.quarkiverse.eventstore.EventStore}. Nothing in this package knows the database, the serializer or the
 * framework; it needs the JDK, Mutiny, JSpecify and CDI annotations only.
 */
@NullMarked
package io.quarkiverse.eventstore;

import org.jspecify.annotations.NullMarked;
