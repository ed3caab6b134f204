package io.quarkiverse.eventstore;

/**
 * How to append: what the stream must look like for the append to succeed.
 *
 * @param expectedStreamVersion what must hold for the append to succeed
 */
public record AppendToStreamOptions(ExpectedStreamVersion expectedStreamVersion) {

    private static final AppendToStreamOptions DEFAULTS = new AppendToStreamOptions(ExpectedStreamVersion.any());

    public AppendToStreamOptions {
        Given.require("Append options", "an expected stream version", expectedStreamVersion);
    }

    /** Appends whatever the stream's version. */
    public static AppendToStreamOptions defaults() {
        return DEFAULTS;
    }

    /** Appends if the stream is at the exact version; {@code expecting(0)} if it does not exist. */
    public static AppendToStreamOptions expecting(long streamVersion) {
        return new AppendToStreamOptions(ExpectedStreamVersion.exactly(streamVersion));
    }

    /** Appends if the expectation holds. */
    public static AppendToStreamOptions expecting(ExpectedStreamVersion expected) {
        return new AppendToStreamOptions(expected);
    }
}
