/**
 * CDI: puts the event store together and offers it as beans. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.beans;

import org.jspecify.annotations.NullMarked;
