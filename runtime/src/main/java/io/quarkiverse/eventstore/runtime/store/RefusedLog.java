package io.quarkiverse.eventstore.runtime.store;

import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.smallrye.mutiny.Uni;

/**
 * The log as a transaction has it: it may not be read there, since a read waits for the transactions that have appended.
 *
 * @param message what the caller is told
 */
public record RefusedLog(String message) implements EventLog {

    @Override
    public Uni<Long> highWaterMark() {
        return Uni.createFrom().failure(() -> new IllegalStateException(message));
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return Uni.createFrom().failure(() -> new IllegalStateException(message));
    }
}
