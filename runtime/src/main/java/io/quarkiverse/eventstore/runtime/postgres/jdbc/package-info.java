/**
 * JDBC: the event store takes part in JTA transactions of the calling thread. The only package that imports {@code java.sql}
 * and {@code jakarta.transaction}.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import org.jspecify.annotations.NullMarked;
