/**
 * Reactive Messaging: the connector {@code event-store}. Uses the public API of the event store only. Loaded only in
 * applications with the extension Quarkus Messaging. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.messaging;

import org.jspecify.annotations.NullMarked;
