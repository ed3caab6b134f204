/**
 * The tables: migrations, and whether those that there are fit. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.schema;

import org.jspecify.annotations.NullMarked;
