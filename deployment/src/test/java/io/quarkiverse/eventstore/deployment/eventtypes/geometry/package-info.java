/** A package that an application takes out. */
@NullMarked
package io.quarkiverse.eventstore.deployment.eventtypes.geometry;

import org.jspecify.annotations.NullMarked;
