package io.quarkiverse.eventstore.runtime.store;

import java.util.Set;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.projection.InlineStatement;
import io.quarkiverse.eventstore.spi.InlineSql;
import io.smallrye.mutiny.Uni;

/**
 * An inline projection that is a statement, where it does not travel with the append: in a session, or following the log.
 */
record StatementProjection(InlineStatement statement) implements InlineProjection<Object> {

    @Override
    public String name() {
        return statement.name();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<Object> eventType() {
        return (Class<Object>) statement.eventType();
    }

    @Override
    public Uni<Void> clear(EventStoreSession session) {
        return statement.clearSql().map(sql -> ((TransactionSession) session).clear(statement, sql))
                .orElseGet(() -> Uni.createFrom().failure(new UnsupportedOperationException("Inline statement "
                        + statement.name() + ": expected a statement that empties its read model, given by clearedBy(), before "
                        + "it is rebuilt, but it has none.")));
    }

    @Override
    public Uni<Void> project(RecordedEvent<Object> event, EventStoreSession session) {
        return ((TransactionSession) session).run(statement, event.globalPosition());
    }

    InlineSql sql(Set<String> storedTypes) {
        return new InlineSql(statement.name(), statement.sql(), storedTypes);
    }
}
