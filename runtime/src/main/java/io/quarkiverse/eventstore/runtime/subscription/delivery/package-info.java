/**
 * From a page of the log to the application's handlers, under a lease that may be lost. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.subscription.delivery;

import org.jspecify.annotations.NullMarked;
