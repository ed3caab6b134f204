/**
 * Read models that are built from events and follow them.
 */
@NullMarked
package io.quarkiverse.eventstore.projection;

import org.jspecify.annotations.NullMarked;
