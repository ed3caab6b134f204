package io.quarkiverse.eventstore;

/**
 * Which part of a stream to read; {@link #all()} and then narrower: {@code ReadStreamOptions.from(10).withMaxCount(5)}.
 *
 * @param fromVersion the lowest version to read, inclusive; 0 and 1 both mean the beginning
 * @param toVersion the highest version to read, inclusive; {@link Long#MAX_VALUE} means the end, 0 gives no events
 * @param maximum the most events to return, counted after from and to; {@link Long#MAX_VALUE} means all, 0 gives none
 * @param expectedStreamVersion what must hold for the read to succeed
 * @param direction the order in which events are returned and {@code maximum} counts
 */
public record ReadStreamOptions(long fromVersion, long toVersion, long maximum, ExpectedStreamVersion expectedStreamVersion,
        ReadDirection direction) {

    private static final ReadStreamOptions ALL = new ReadStreamOptions(0, Long.MAX_VALUE, Long.MAX_VALUE,
            ExpectedStreamVersion.any(), ReadDirection.FORWARDS);

    public ReadStreamOptions {
        Given.requireNotNegative("from", fromVersion);
        Given.requireNotNegative("to", toVersion);
        Given.requireNotNegative("maxCount", maximum);
        Given.require("Read options", "an expected stream version", expectedStreamVersion);
        Given.require("Read options", "a direction", direction);
    }

    /** All events in the order of their versions. */
    public static ReadStreamOptions all() {
        return ALL;
    }

    /** Events with a version of at least {@code version}; 0 and 1 both mean the beginning. */
    public static ReadStreamOptions from(long version) {
        return ALL.withFrom(version);
    }

    /** Events with a version of at most {@code version}; 0 gives no events. */
    public static ReadStreamOptions to(long version) {
        return ALL.withTo(version);
    }

    /** At most {@code count} events; 0 gives no events. */
    public static ReadStreamOptions maxCount(long count) {
        return ALL.withMaxCount(count);
    }

    /** All events, provided the stream is at the exact version. */
    public static ReadStreamOptions expectedStreamVersion(long version) {
        return ALL.withExpectedStreamVersion(ExpectedStreamVersion.exactly(version));
    }

    /** All events, provided the expectation holds; it is judged also for a stream that does not exist. */
    public static ReadStreamOptions expectedStreamVersion(ExpectedStreamVersion expected) {
        return ALL.withExpectedStreamVersion(expected);
    }

    /** The last event first. */
    public static ReadStreamOptions backwards() {
        return ALL.withDirection(ReadDirection.BACKWARDS);
    }

    /** A copy that reads events with a version of at least {@code version}. */
    public ReadStreamOptions withFrom(long version) {
        return new ReadStreamOptions(version, toVersion, maximum, expectedStreamVersion, direction);
    }

    /** A copy that reads events with a version of at most {@code version}. */
    public ReadStreamOptions withTo(long version) {
        return new ReadStreamOptions(fromVersion, version, maximum, expectedStreamVersion, direction);
    }

    /** A copy that returns at most {@code count} events. */
    public ReadStreamOptions withMaxCount(long count) {
        return new ReadStreamOptions(fromVersion, toVersion, count, expectedStreamVersion, direction);
    }

    /** A copy that fails unless the expectation holds. */
    public ReadStreamOptions withExpectedStreamVersion(ExpectedStreamVersion expected) {
        return new ReadStreamOptions(fromVersion, toVersion, maximum, expected, direction);
    }

    /** A copy that reads in the given direction. */
    public ReadStreamOptions withDirection(ReadDirection readDirection) {
        return new ReadStreamOptions(fromVersion, toVersion, maximum, expectedStreamVersion, readDirection);
    }
}
