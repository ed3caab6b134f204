/**
 * Following the log of all streams: subscriptions that are durable by name, and what handles their events.
 */
@NullMarked
package io.quarkiverse.eventstore.subscription;

import org.jspecify.annotations.NullMarked;
