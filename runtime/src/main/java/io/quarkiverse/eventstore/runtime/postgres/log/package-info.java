/**
 * Reading the log of all streams, and how far it is settled. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.log;

import org.jspecify.annotations.NullMarked;
