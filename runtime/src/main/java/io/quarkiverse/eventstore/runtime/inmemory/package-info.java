/**
 * The in-memory back end: complete and transactional, for tests and as the oracle of model tests. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.inmemory;

import org.jspecify.annotations.NullMarked;
