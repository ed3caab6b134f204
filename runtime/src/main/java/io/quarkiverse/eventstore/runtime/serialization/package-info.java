/**
 * The event types that the build found. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.serialization;

import org.jspecify.annotations.NullMarked;
