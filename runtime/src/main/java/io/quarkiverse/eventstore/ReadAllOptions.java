package io.quarkiverse.eventstore;

/**
 * Which part of the log of all streams to read; {@link #all()} and then narrower:
 * {@code ReadAllOptions.from(10).withMaxCount(5)}.
 *
 * @param fromPosition the lowest global position to read, inclusive; 0 and 1 both mean the beginning
 * @param toPosition the highest global position to read, inclusive; {@link Long#MAX_VALUE} means the end, 0 gives no events
 * @param maximum the most events to return, counted after from and to; {@link Long#MAX_VALUE} means all, 0 gives none
 * @param direction the order in which events are returned and {@code maximum} counts
 * @param filter which of these events to return; the others neither count nor need to be known to the application
 */
public record ReadAllOptions(long fromPosition, long toPosition, long maximum, ReadDirection direction, EventFilter filter) {

    private static final ReadAllOptions ALL = new ReadAllOptions(0, Long.MAX_VALUE, Long.MAX_VALUE, ReadDirection.FORWARDS,
            EventFilter.all());

    public ReadAllOptions {
        Given.requireNotNegative("from", fromPosition);
        Given.requireNotNegative("to", toPosition);
        Given.requireNotNegative("maxCount", maximum);
        Given.require("Read options", "a direction", direction);
        Given.require("Read options", "a filter", filter);
    }

    /** All events in the order of their positions. */
    public static ReadAllOptions all() {
        return ALL;
    }

    /** Events at {@code position} and behind it; 0 and 1 both mean the beginning. */
    public static ReadAllOptions from(long position) {
        return ALL.withFrom(position);
    }

    /** Events up to {@code position} and at it; 0 gives no events. */
    public static ReadAllOptions to(long position) {
        return ALL.withTo(position);
    }

    /** At most {@code count} events; 0 gives no events. */
    public static ReadAllOptions maxCount(long count) {
        return ALL.withMaxCount(count);
    }

    /** The last event first. */
    public static ReadAllOptions backwards() {
        return ALL.withDirection(ReadDirection.BACKWARDS);
    }

    /** Events that pass the filter. */
    public static ReadAllOptions filter(EventFilter filter) {
        return ALL.withFilter(filter);
    }

    /** A copy that reads events at {@code position} and behind it. */
    public ReadAllOptions withFrom(long position) {
        return new ReadAllOptions(position, toPosition, maximum, direction, filter);
    }

    /** A copy that reads events up to {@code position} and at it. */
    public ReadAllOptions withTo(long position) {
        return new ReadAllOptions(fromPosition, position, maximum, direction, filter);
    }

    /** A copy that returns at most {@code count} events. */
    public ReadAllOptions withMaxCount(long count) {
        return new ReadAllOptions(fromPosition, toPosition, count, direction, filter);
    }

    /** A copy that reads in the given direction. */
    public ReadAllOptions withDirection(ReadDirection readDirection) {
        return new ReadAllOptions(fromPosition, toPosition, maximum, readDirection, filter);
    }

    /** A copy that returns the events only that pass the filter. */
    public ReadAllOptions withFilter(EventFilter eventFilter) {
        return new ReadAllOptions(fromPosition, toPosition, maximum, direction, eventFilter);
    }
}
