/**
 * The embedded PostgreSQL: a Dev Service that needs no container engine.
 * <p>
 * {@code EmbeddedPostgresqlDefaults} decides which datasources it serves, {@code EmbeddedPostgresqlProcessor} hands them to
 * Quarkus, {@code EmbeddedPostgresqlServers} runs one server for each.
 */
@NullMarked
package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import org.jspecify.annotations.NullMarked;
