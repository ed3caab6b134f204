/**
 * The {@code EventStore} beans on top of a back end: codec, pages, sessions, hooks. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.store;

import org.jspecify.annotations.NullMarked;
