/**
 * The PostgreSQL back end: statements, rows, errors, migrations. Knows no driver. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres;

import org.jspecify.annotations.NullMarked;
