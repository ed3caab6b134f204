package io.quarkiverse.eventstore.runtime.postgres.sql;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A statement that is to follow another one on its connection.
 *
 * @param hasRow completes with whether it gave a row, or fails as it does
 */
public record NextStatement(String sql, List<? extends @Nullable Object> parameters, CompletableFuture<Boolean> hasRow) {
}
