package io.quarkiverse.eventstore;

/**
 * A stream holds an event that is not of the type it was read as.
 */
public final class UnexpectedEventTypeException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    private final String streamName;
    private final long streamVersion;
    private final String storedType;
    private final Class<?> expectedClass;

    public UnexpectedEventTypeException(String streamName, long streamVersion, String storedType, Class<?> expectedClass,
            Class<?> actualClass) {
        super("Stream " + streamName + ", version " + streamVersion + ": expected a " + expectedClass.getName()
                + ", but the stored type " + storedType + " is " + actualClass.getName() + ".", null);
        this.streamName = streamName;
        this.streamVersion = streamVersion;
        this.storedType = storedType;
        this.expectedClass = expectedClass;
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

    public Class<?> expectedClass() {
        return expectedClass;
    }
}
