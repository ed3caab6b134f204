/**
 * Subscriptions on top of the SPI: leases, checkpoints, catching up, then live. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.subscription;

import org.jspecify.annotations.NullMarked;
