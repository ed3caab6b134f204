/**
 * The end of the log, which the runners of a node follow together. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.subscription.tail;

import org.jspecify.annotations.NullMarked;
