/**
 * Subscriptions on top of the SPI: leases, checkpoints, catching up, following the end of the log. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.subscription;

import org.jspecify.annotations.NullMarked;
