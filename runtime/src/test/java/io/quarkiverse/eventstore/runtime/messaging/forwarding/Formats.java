package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.net.URI;
import java.util.List;

import io.quarkiverse.eventstore.runtime.messaging.Channels;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.CloudEvents;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.MessageFormat;

final class Formats {

    private Formats() {
    }

    /** That of channels which say nothing about it. */
    static MessageFormat usual() {
        return new CloudEvents(List.of()).format(Channels.of("events", "smallrye-kafka"), URI.create("/shop"));
    }
}
