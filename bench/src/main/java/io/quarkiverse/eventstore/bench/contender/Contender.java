package io.quarkiverse.eventstore.bench.contender;

import java.util.concurrent.CompletionStage;

/**
 * An event store, or the limit, as the workloads use it.
 */
public interface Contender {

    /** Whether operations block their caller, so that each caller needs a thread. */
    boolean isBlocking();

    /** Appends events to a new stream; gives the number of events. */
    CompletionStage<Long> append(String stream, int events);

    /** Appends more events to a stream that is at a version; gives the number of events. */
    CompletionStage<Long> extend(String stream, long version, int events);

    /** The version of a stream. */
    CompletionStage<Long> version(String stream);

    /** Appends one event at a version; false if the stream was at another one. */
    CompletionStage<Boolean> appendAt(String stream, long version);

    /** Folds a stream of product additions to the sum of quantities; gives the number of events. */
    CompletionStage<Long> aggregate(String stream);
}
