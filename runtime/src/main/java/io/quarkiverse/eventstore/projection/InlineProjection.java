package io.quarkiverse.eventstore.projection;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/**
 * A projection that changes its read model in the transaction of the append: whoever sees the events sees the read model with
 * them.
 * <p>
 * A CDI bean that implements this interface takes part in every append of an event that is an {@link #eventType()}, plain or
 * in a session. Methods annotated {@link Inline} do the same with less code.
 * <p>
 * <strong>Guarantees:</strong> it is called once for each event that is appended, in the order of the events, before the
 * append is answered. If it fails, the append fails with an {@link io.quarkiverse.eventstore.InlineProjectionException} that
 * names it, and nothing is stored. What it does through the session, or in a transaction that the session takes part in,
 * commits with the events or not at all. An append that turns out to be a repeat calls nothing.
 * <p>
 * <strong>Edges:</strong> the append waits for it, and so does everybody who appends to the same stream. It is called on the
 * thread that the append is answered on, so it must not block. Projections are called one after the other, by name.
 *
 * @param <E> a common type of the events
 */
public interface InlineProjection<E> {

    /** Identifies the projection for ever: not blank, at most 200 characters, no other projection has it. */
    String name();

    /** A common type of the events that it takes. */
    Class<E> eventType();

    /**
     * Empties the read model, in the session's transaction: {@link Projections#rebuild(String)} begins with it. By default it
     * fails with an {@link UnsupportedOperationException}: then the projection cannot be rebuilt.
     */
    default Uni<Void> clear(EventStoreSession session) {
        return Uni.createFrom().failure(new UnsupportedOperationException("Inline projection " + name()
                + ": expected that it overrides clear(), which empties the read model before it is rebuilt, but it does not."));
    }

    /** Changes the read model. May fail: then nothing of the append is stored. */
    Uni<Void> project(RecordedEvent<E> event, EventStoreSession session);
}
