/**
 * What all statements go through: texts, rows, errors, and the port that a driver fills in. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.sql;

import org.jspecify.annotations.NullMarked;
