/**
 * The blocking beans, which await those that do not block. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.store.blocking;

import org.jspecify.annotations.NullMarked;
