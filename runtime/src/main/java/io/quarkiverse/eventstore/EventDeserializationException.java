package io.quarkiverse.eventstore;

/**
 * A stored event cannot be turned back into its class: the stored data does not fit it.
 */
public final class EventDeserializationException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    private final String streamName;
    private final long streamVersion;

    public EventDeserializationException(String streamName, long streamVersion, String storedType, Class<?> eventClass,
            Throwable cause) {
        super("Stream " + streamName + ", version " + streamVersion + ": expected data of type " + storedType + " that fits "
                + eventClass.getName() + ", but it does not: " + cause.getMessage(), cause);
        this.streamName = streamName;
        this.streamVersion = streamVersion;
    }

    public String streamName() {
        return streamName;
    }

    public long streamVersion() {
        return streamVersion;
    }
}
