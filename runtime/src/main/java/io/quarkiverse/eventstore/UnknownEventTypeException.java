package io.quarkiverse.eventstore;

/**
 * A stream holds an event whose stored type belongs to no class of the application.
 */
public final class UnknownEventTypeException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    private final String streamName;
    private final long streamVersion;
    private final String storedType;

    public UnknownEventTypeException(String streamName, long streamVersion, String storedType) {
        super("Stream " + streamName + ", version " + streamVersion
                + ": expected a registered event type, but the stored type is "
                + storedType + ", which no class has; if a class was renamed, name the type with @EventType(formerly = \""
                + storedType + "\").", null);
        this.streamName = streamName;
        this.streamVersion = streamVersion;
        this.storedType = storedType;
    }

    public String streamName() {
        return streamName;
    }

    public long streamVersion() {
        return streamVersion;
    }

    /** The stored name of the event's type. */
    public String storedType() {
        return storedType;
    }
}
