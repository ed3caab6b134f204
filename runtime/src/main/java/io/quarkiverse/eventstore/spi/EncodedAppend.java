package io.quarkiverse.eventstore.spi;

import java.util.List;

import io.quarkiverse.eventstore.ExpectedStreamVersion;

/**
 * One append to one stream, serialized.
 *
 * @param events at least one
 */
public record EncodedAppend(String streamName, ExpectedStreamVersion expected, List<EncodedEvent> events) {
}
