package io.quarkiverse.eventstore.runtime.store;

import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.smallrye.mutiny.Uni;

/**
 * The log as a session has it: it may not be read, since a read waits for the sessions that have appended.
 */
final class SessionLog implements EventLog {

    @Override
    public Uni<Long> highWaterMark() {
        return Uni.createFrom().failure(SessionLog::refused);
    }

    @Override
    public Uni<LogPage> readLog(LogRead read) {
        return Uni.createFrom().failure(SessionLog::refused);
    }

    private static IllegalStateException refused() {
        return new IllegalStateException("Event store session: expected readAll outside of sessions, but it was called in one: "
                + "two sessions that have appended would wait for each other's end. Use the injected EventStore, before or after "
                + "the session.");
    }
}
