package io.quarkiverse.eventstore.spi;

/**
 * How an inline projection is kept.
 *
 * @param isInline whether in the transactions of appends; if not, it follows the log
 * @param isWanted whether it is to become inline as soon as it has caught up
 * @param followedTo the position up to which it has followed the log
 * @param lastPosition of the log
 */
public record InlineState(boolean isInline, boolean isWanted, long followedTo, long lastPosition) {

    /** The name of the subscription that follows the log for a projection. */
    public static String subscription(String projection) {
        return projection + "@inline";
    }

    /** From now on in the transactions of appends. */
    public InlineState inline() {
        return new InlineState(true, true, lastPosition, lastPosition);
    }

    /** From now on following the log behind a position. */
    public InlineState following(long position, boolean isInlineWanted) {
        return new InlineState(false, isInlineWanted, position, lastPosition);
    }
}
