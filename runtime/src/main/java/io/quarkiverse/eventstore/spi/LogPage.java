package io.quarkiverse.eventstore.spi;

import java.util.List;

/**
 * A page of the log.
 *
 * @param events those that passed the filter
 * @param lastPosition the last position that was looked at: what follows begins behind it
 */
public record LogPage(List<LoggedEvent> events, long lastPosition) {
}
