/**
 * Between events and what a back end stores. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.store.codec;

import org.jspecify.annotations.NullMarked;
