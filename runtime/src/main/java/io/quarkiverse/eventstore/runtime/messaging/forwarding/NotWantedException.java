package io.quarkiverse.eventstore.runtime.messaging.forwarding;

/**
 * Says that an event was not sent, since it was not wanted any more when the channel could take it.
 */
final class NotWantedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotWantedException(String channel) {
        super("Channel " + channel + ": the event was not wanted any more when it could be sent.", null, false, false);
    }
}
