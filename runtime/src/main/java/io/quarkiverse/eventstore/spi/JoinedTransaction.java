package io.quarkiverse.eventstore.spi;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A transaction that somebody else has begun and will end.
 *
 * @param identity the same for the same transaction
 * @param transaction what can be done in it. Its commit does nothing, its rollback sees to it that the owner cannot commit
 * @param isCommitted to be asked at most once: completes with true when the owner has committed; with false when he has not, or
 *        nobody knows
 */
public record JoinedTransaction(Object identity, StorageTransaction transaction,
        Supplier<CompletionStage<Boolean>> isCommitted) {
}
