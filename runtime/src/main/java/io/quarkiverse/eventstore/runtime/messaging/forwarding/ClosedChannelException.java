package io.quarkiverse.eventstore.runtime.messaging.forwarding;

/**
 * A channel's connector has given up, as some do after failures: nothing can be sent until the application is started again.
 */
final class ClosedChannelException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    ClosedChannelException(String channel) {
        super("Channel " + channel
                + ": expected it to take events, but its connector has closed it: see the log for the reason, "
                + "and start the application again.");
    }
}
