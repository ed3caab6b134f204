package io.quarkiverse.eventstore.runtime.messaging.connector;

import org.jspecify.annotations.Nullable;

/**
 * Says which channel has a wrong attribute.
 */
final class BadAttributeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    static BadAttributeException of(String channel, String attribute, String expectation, String finding) {
        return new BadAttributeException(channel, "Attribute " + attribute + ": expected " + expectation + ", but it is '"
                + finding + "'.", null);
    }

    BadAttributeException(String channel, @Nullable String problem, @Nullable Throwable cause) {
        super("Channel " + channel + " of connector event-store: " + problem, cause);
    }
}
