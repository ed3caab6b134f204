package io.quarkiverse.eventstore.runtime.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.eventstore.AppendToStreamResult;

/**
 * The way of appends into the back end.
 */
interface AppendPath {

    /**
     * Sends at once. What was sent is seen through, even if the returned stage is cancelled.
     *
     * @param answer what to make of the results, which are in the order of the appends
     */
    <T> CompletionStage<T> send(PreparedAppends appends, Function<List<AppendToStreamResult>, T> answer);
}
