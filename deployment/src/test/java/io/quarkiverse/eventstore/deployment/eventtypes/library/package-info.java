/** A library. */
@NullMarked
package io.quarkiverse.eventstore.deployment.eventtypes.library;

import org.jspecify.annotations.NullMarked;
