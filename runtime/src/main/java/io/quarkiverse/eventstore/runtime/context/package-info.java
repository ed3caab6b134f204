/**
 * Which contexts of a caller, such as that of a request, go along with work.
 */
@org.jspecify.annotations.NullMarked
package io.quarkiverse.eventstore.runtime.context;
