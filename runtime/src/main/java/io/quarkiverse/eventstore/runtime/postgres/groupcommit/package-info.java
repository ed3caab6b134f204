/**
 * Group commit: concurrent appends of this process travel together. Knows no SQL. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import org.jspecify.annotations.NullMarked;
