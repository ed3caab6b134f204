package io.quarkiverse.eventstore.spi;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;

/**
 * What can be done with streams, in a transaction of its own or in an open one.
 */
public interface EventOperations {

    /**
     * Appends to streams, all or none, with one round trip.
     * <p>
     * A version that is not as expected is an outcome, not a failure; it leaves an open transaction as it is. Streams are
     * locked before positions are taken, so that within a stream versions and positions have the same order. Appends to one
     * stream happen in the order of their subscriptions. If all events of a joint append were there before, nothing is
     * appended; if only some were, that is a conflict.
     */
    Uni<JointOutcome> append(JointAppend append);

    /** Appends to one stream. */
    default Uni<AppendOutcome> append(EncodedAppend append) {
        return append(JointAppend.of(append)).map(JointOutcome::single);
    }

    /**
     * Appends at once, unless nobody wants it any more before it is on its way. The caller is told in the context of the thread
     * that calls: its event loop, its request.
     *
     * @param withdrawn completes when nobody wants it any more. A back end that lets appends wait then drops this one if it is
     *        still waiting, and fails with {@link java.util.concurrent.CancellationException}; one that is on its way goes on.
     */
    default CompletionStage<JointOutcome> append(JointAppend append, CompletionStage<?> withdrawn) {
        return append(append).subscribeAsCompletionStage();
    }

    /**
     * Reads one page of a stream and the stream's version in one snapshot. Fails with
     * {@link io.quarkiverse.eventstore.ConcurrencyException}, before anything is decoded, if the stream is not as expected.
     *
     * @param decode called for each event as it arrives, on any thread, one after the other; what it throws fails the read
     */
    <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode);

    /** Reads like {@link #read}, without what a fold does not need: less to transfer. */
    <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode);
}
