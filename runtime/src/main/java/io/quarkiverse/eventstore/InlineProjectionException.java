package io.quarkiverse.eventstore;

/**
 * An inline projection failed, and the append with it: nothing was stored. The cause is why.
 */
public final class InlineProjectionException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    private final String projectionName;
    private final String streamName;

    public InlineProjectionException(String projectionName, RecordedEvent<?> event, Throwable cause) {
        this(projectionName, event.streamName(), event.streamVersion(), event.type(), cause.toString(), cause);
    }

    /** @param finding why it failed */
    public InlineProjectionException(String projectionName, String streamName, long streamVersion, String eventType,
            String finding, Throwable cause) {
        super("Inline projection " + projectionName + ": expected it to take event " + streamVersion + " (" + eventType
                + ") of stream " + streamName + ", but it failed: " + finding + "; nothing was appended.", cause);
        this.projectionName = projectionName;
        this.streamName = streamName;
    }

    public String projectionName() {
        return projectionName;
    }

    /** The stream of the event that it failed for. */
    public String streamName() {
        return streamName;
    }
}
