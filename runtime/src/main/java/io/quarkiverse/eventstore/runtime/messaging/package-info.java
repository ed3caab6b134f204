/**
 * Reactive Messaging: what the connector and the forwarding share. Uses the public API of the event store, as far as it can.
 * Loaded only in applications with the extension Quarkus Messaging. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.messaging;

import org.jspecify.annotations.NullMarked;
