/**
 * The PostgreSQL back end. Knows no driver. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres;

import org.jspecify.annotations.NullMarked;
