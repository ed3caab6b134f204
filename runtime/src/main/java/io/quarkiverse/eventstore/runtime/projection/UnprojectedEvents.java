package io.quarkiverse.eventstore.runtime.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.spi.InlineState;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.smallrye.mutiny.Uni;

/**
 * What an inline projection that follows the log has not seen yet, if it is little: it is projected while appends wait.
 */
record UnprojectedEvents(EventCodec codec) {

    /** So many events are projected at most while appends wait. */
    private static final int MOST_EVENTS = 500;

    /** So many positions are looked at meanwhile. */
    private static final long MOST_POSITIONS = 50_000;

    /**
     * The events; fails if there are too many.
     *
     * @param log with the connection of the transaction, if there is one: who keeps others from appending must not wait for a
     *        second one, which those may have
     */
    <E> Uni<List<RecordedEvent<E>>> read(InlineProjection<E> projection, InlineState state,
            Function<LogRead, Uni<LogPage>> log) {
        if (state.lastPosition() - state.followedTo() > MOST_POSITIONS) {
            return Uni.createFrom().failure(new StillBehindException());
        }
        return read(projection, state.followedTo() + 1, state.lastPosition(), log, new ArrayList<>());
    }

    private <E> Uni<List<RecordedEvent<E>>> read(InlineProjection<E> projection, long from, long to,
            Function<LogRead, Uni<LogPage>> log, List<RecordedEvent<E>> found) {
        if (from > to) {
            return Uni.createFrom().item(found);
        }
        return log.apply(new LogRead(from, to, MOST_EVENTS + 1, ReadDirection.FORWARDS, codec.stored(filter(projection))))
                .chain(page -> {
                    page.events().forEach(logged -> codec
                            .decodeIfInstance(logged.streamName(), logged.event(), projection.eventType())
                            .ifPresent(found::add));
                    return found.size() > MOST_EVENTS
                            ? Uni.createFrom().failure(new StillBehindException())
                            : read(projection, page.lastPosition() + 1, to, log, found);
                });
    }

    static EventFilter filter(InlineProjection<?> projection) {
        return EventFilter.eventTypes(projection.eventType());
    }
}
