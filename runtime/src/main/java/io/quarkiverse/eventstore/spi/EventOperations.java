package io.quarkiverse.eventstore.spi;

import io.smallrye.mutiny.Uni;

/**
 * What can be done with streams, in a transaction of its own or in an open one.
 */
public interface EventOperations {

    /**
     * Appends to a stream if its version is as expected, all events or none.
     * <p>
     * A version that is not as expected is an {@link AppendOutcome}, not a failure, and leaves an open transaction usable. The
     * stream is locked before positions are taken, so that within a stream versions and positions have the same order.
     */
    Uni<AppendOutcome> append(StreamAppend append);

    /** Reads one page of a stream and the stream's version in one snapshot. */
    Uni<StreamPage> read(StreamRead read);
}
