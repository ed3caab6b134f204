/**
 * Committed events out to a channel: durably, or right after the commit. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import org.jspecify.annotations.NullMarked;
