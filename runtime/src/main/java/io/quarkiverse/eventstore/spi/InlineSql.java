package io.quarkiverse.eventstore.spi;

import java.util.Set;

/**
 * The statement of an inline projection.
 *
 * @param projection its name
 * @param storedTypes the stored names of the types of events that it is run for
 */
public record InlineSql(String projection, String statement, Set<String> storedTypes) {
}
