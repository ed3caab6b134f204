package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;

/**
 * Sends appends to the database at once, each transaction on its own.
 */
public interface AppendSender {

    /** Sends one append in a transaction of its own, which waits for as long as it must. */
    CompletionStage<JointOutcome> alone(JointAppend append);

    /**
     * Sends several appends in one transaction.
     *
     * @param batch in order; of several appends to one stream each is judged after those before it
     * @return one outcome for each append, in the order of the batch; a failure is that of the whole batch
     */
    CompletionStage<List<JointOutcome>> together(List<JointAppend> batch);
}
