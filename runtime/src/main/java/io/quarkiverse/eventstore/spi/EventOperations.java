package io.quarkiverse.eventstore.spi;

import java.util.List;

import io.smallrye.mutiny.Uni;

/**
 * What can be done with streams, in a transaction of its own or in an open one.
 */
public interface EventOperations {

    /**
     * Appends to streams: each append all or none, and judged on its own expected version.
     * <p>
     * A version that is not as expected is an {@link AppendOutcome}, not a failure; it leaves the other appends and an open
     * transaction as they are. The stream is locked before positions are taken, so that within a stream versions and positions
     * have the same order.
     *
     * @param batch at least one append, each to another stream
     * @return one outcome for each append, in the order of the batch
     */
    Uni<List<AppendOutcome>> append(List<StreamAppend> batch);

    /** Reads one page of a stream and the stream's version in one snapshot. */
    Uni<StreamPage> read(StreamRead read);
}
