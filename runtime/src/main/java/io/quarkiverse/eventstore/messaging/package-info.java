/**
 * The event store as a connector of Reactive Messaging: what messages say to it. Needs the extension Quarkus Messaging.
 */
@NullMarked
package io.quarkiverse.eventstore.messaging;

import org.jspecify.annotations.NullMarked;
