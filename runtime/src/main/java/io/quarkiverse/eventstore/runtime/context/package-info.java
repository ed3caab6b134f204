/**
 * Which contexts of a caller, such as that of a request, go along with work. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.context;

import org.jspecify.annotations.NullMarked;
