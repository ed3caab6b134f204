/**
 * Statements that append: for a single append, and for many of different callers. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.append;

import org.jspecify.annotations.NullMarked;
