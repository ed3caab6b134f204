/**
 * Build time: one processor per concern.
 */
@NullMarked
package io.quarkiverse.eventstore.deployment;

import org.jspecify.annotations.NullMarked;
