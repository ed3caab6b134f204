/**
 * How events get their stored names and their stored form.
 */
@NullMarked
package io.quarkiverse.eventstore.serialization;

import org.jspecify.annotations.NullMarked;
