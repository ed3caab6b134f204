/**
 * Projections on top of subscriptions: versions of read models, states by key. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.projection;

import org.jspecify.annotations.NullMarked;
