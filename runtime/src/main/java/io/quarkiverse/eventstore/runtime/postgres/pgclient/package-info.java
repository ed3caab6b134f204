/**
 * Reaches PostgreSQL through the Vert.x reactive client; the only package that imports {@code io.vertx}. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.pgclient;

import org.jspecify.annotations.NullMarked;
