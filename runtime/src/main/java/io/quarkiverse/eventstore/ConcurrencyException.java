package io.quarkiverse.eventstore;

/**
 * A stream is not at the version that the caller expected. Nothing was appended; read again, decide again, append again.
 */
public final class ConcurrencyException extends EventStoreException {

    private static final long serialVersionUID = 1L;

    private final String streamName;
    private final ExpectedStreamVersion expected;
    private final long actual;

    /** @param actual the stream's real version; 0 if it does not exist */
    public ConcurrencyException(String streamName, ExpectedStreamVersion expected, long actual) {
        super("Stream " + streamName + ": expected " + expected + ", but it "
                + (actual == 0 ? "does not exist." : "is at " + actual + "."), null);
        this.streamName = streamName;
        this.expected = expected;
        this.actual = actual;
    }

    public String streamName() {
        return streamName;
    }

    public ExpectedStreamVersion expected() {
        return expected;
    }

    /** The stream's real version; 0 if it does not exist. */
    public long actual() {
        return actual;
    }
}
