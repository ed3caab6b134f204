package io.quarkiverse.eventstore.spi;

import io.quarkiverse.eventstore.ReadDirection;

/**
 * A page of the log to read.
 *
 * @param fromPosition the lowest position, inclusive
 * @param toPosition the highest position, inclusive
 * @param limit the most events to return, at least 1
 * @param filter which events to return
 */
public record LogRead(long fromPosition, long toPosition, int limit, ReadDirection direction, LogFilter filter) {
}
