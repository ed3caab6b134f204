/**
 * JSON through the application's {@code ObjectMapper}; the only package that imports {@code com.fasterxml}. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.jackson;

import org.jspecify.annotations.NullMarked;
