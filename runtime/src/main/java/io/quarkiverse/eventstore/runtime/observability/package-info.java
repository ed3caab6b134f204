/**
 * What the event store tells about itself while it runs. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.observability;

import org.jspecify.annotations.NullMarked;
