/**
 * What is done at the end of the application, however that comes about. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.shutdown;

import org.jspecify.annotations.NullMarked;
