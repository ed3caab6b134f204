package io.quarkiverse.eventstore.spi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A part of all streams: those whose name's number, divided by {@code count}, leaves {@code index}. The number is that of the
 * first 8 hexadecimal digits of the MD5 of the name in UTF-8: databases can compute it too, and it never changes.
 */
public record StreamSlice(int index, int count) {

    /** All streams. */
    public static final StreamSlice ALL = new StreamSlice(0, 1);

    public StreamSlice {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("Slice of streams: expected an index below the count, but they are " + index
                    + " and " + count + ".");
        }
    }

    /** Whether the stream is in this part. */
    public boolean contains(String streamName) {
        return count == 1 || containsNumber(numberOf(streamName));
    }

    /** Whether the event's stream is in this part. */
    boolean contains(LoggedEvent logged) {
        return count == 1 || containsNumber(logged.streamNumber());
    }

    private boolean containsNumber(int streamNumber) {
        return Integer.toUnsignedLong(streamNumber) % count == index;
    }

    /** The number of a stream, to be read without a sign. */
    static int numberOf(String streamName) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(streamName.getBytes(StandardCharsets.UTF_8)))
                    .getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Slice of streams: expected MD5, which every JDK has, but it is not there.", e);
        }
    }
}
