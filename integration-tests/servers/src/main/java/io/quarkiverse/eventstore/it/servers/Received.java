package io.quarkiverse.eventstore.it.servers;

/** An event as a consumer got it from the broker. */
public record Received(String stream, long version, String id) {
}
