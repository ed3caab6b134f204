/**
 * Recorders: connect what the build found with the runtime. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime;

import org.jspecify.annotations.NullMarked;
