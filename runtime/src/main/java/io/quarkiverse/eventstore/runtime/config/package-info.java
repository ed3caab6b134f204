/**
 * Configuration; the javadoc of these interfaces is the configuration reference. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.config;

import org.jspecify.annotations.NullMarked;
