/**
 * The connector {@code event-store}: channels that follow the log, and channels that append. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.messaging.connector;

import org.jspecify.annotations.NullMarked;
