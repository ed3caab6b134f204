/**
 * The {@code EventStore} beans on top of a back end: appends, sessions, inline projections. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.store;

import org.jspecify.annotations.NullMarked;
