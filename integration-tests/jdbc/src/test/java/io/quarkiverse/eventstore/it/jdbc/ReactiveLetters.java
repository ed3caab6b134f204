package io.quarkiverse.eventstore.it.jdbc;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.jdbc.LetterEvent.LetterPosted;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Waits for a reactive client, and goes on with the session on the thread of that client. */
@ApplicationScoped
public class ReactiveLetters implements InlineProjection<LetterPosted> {

    /** Addressee of a letter that takes a second. */
    static final String SLOW = "slow";

    private final Pool pool;

    ReactiveLetters(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return "reactive-letters";
    }

    @Override
    public Class<LetterPosted> eventType() {
        return LetterPosted.class;
    }

    @Override
    public Uni<Void> project(RecordedEvent<LetterPosted> event, EventStoreSession session) {
        String wait = event.data().to().equals(SLOW) ? "select pg_sleep(1)" : "select 1";
        return pool.query(wait).execute().chain(() -> session.streamExists(event.data().to())).replaceWithVoid();
    }
}
