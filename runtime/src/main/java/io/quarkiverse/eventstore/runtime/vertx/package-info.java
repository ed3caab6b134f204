/**
 * Threads of Vert.x for what runs without a caller. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.vertx;

import org.jspecify.annotations.NullMarked;
