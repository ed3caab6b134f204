/**
 * Hibernate Reactive: the event store takes part in its transactions. The only package that imports {@code org.hibernate}.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import org.jspecify.annotations.NullMarked;
