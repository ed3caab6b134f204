/**
 * The store inside a transaction of Hibernate or JTA. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.store.joined;

import org.jspecify.annotations.NullMarked;
