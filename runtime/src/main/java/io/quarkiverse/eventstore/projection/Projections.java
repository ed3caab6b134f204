package io.quarkiverse.eventstore.projection;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Uni;

/**
 * The projections of the application: each follows the log as a subscription and keeps a read model.
 * <p>
 * <strong>Guarantees:</strong> what an event changes in the read model takes effect exactly once, together with the
 * checkpoint, and in the order of positions. Operations that name a projection fail with an {@link IllegalArgumentException}
 * if none of that name was ever started.
 */
public interface Projections {

    /**
     * Starts a projection on this node; completes when the node takes part in it.
     *
     * @throws IllegalStateException as a failed {@code Uni} if it runs on this node already
     */
    @CheckReturnValue
    <S, E> Uni<Void> start(StateProjection<S, E> projection);

    /** Starts a projection to tables of the application; otherwise like {@link #start(StateProjection)}. */
    @CheckReturnValue
    <E> Uni<Void> start(TableProjection<E> projection);

    /** Ends a projection on this node; its read model stays. */
    @CheckReturnValue
    Uni<Void> stop(String name);

    /**
     * Builds a new version of the read model from the first event on, beside the one in use, which goes on; when the new one
     * has caught up, it is put in use in its place, at once for all, and the old one is dropped. Completes then.
     * <p>
     * While a new version is being built, a further call waits for that one. A node that stops meanwhile leaves the work to
     * others that run the projection, or to the next that starts it. Fails with an {@link IllegalStateException} if the
     * projection does not run on this node, or if the new version stopped at a failure; the version in use is then unchanged.
     * <p>
     * An {@linkplain InlineProjection inline projection} has no versions: it is {@linkplain InlineProjection#clear cleared},
     * follows the log from the first event on, and is inline again when it has caught up. Until then its read model lacks
     * events.
     */
    @CheckReturnValue
    Uni<Void> rebuild(String name);

    /**
     * Has an {@linkplain InlineProjection inline projection} follow the log from now on, outside of the transactions of
     * appends, as the subscription {@code <name>@inline}. Completes when it does.
     * <p>
     * <strong>Guarantees:</strong> no event is lost and none is projected twice: while it changes over, appends that concern
     * it wait. It stays like that on all nodes, also after a restart, until {@link #makeInline(String)} is called. Fails with
     * an {@link IllegalArgumentException} if the application has no inline projection of that name.
     */
    @CheckReturnValue
    Uni<Void> follow(String name);

    /**
     * Has an inline projection that follows the log become inline again when it has caught up; completes then. The guarantees
     * are those of {@link #follow(String)}.
     */
    @CheckReturnValue
    Uni<Void> makeInline(String name);

    /** The state of a key in the version that is in use; empty if there is none. */
    @CheckReturnValue
    <S> Uni<Optional<S>> find(StateProjection<S, ?> projection, String key);

    /**
     * Completes when the read model in use has seen every event at and below the position, as
     * {@link io.quarkiverse.eventstore.AppendToStreamResult#lastEventGlobalPosition()} gives it: then one reads one's own
     * writes.
     *
     * @param atMost how long to wait; after that it fails with a {@link java.util.concurrent.TimeoutException}
     */
    @CheckReturnValue
    Uni<Void> hasSeen(String name, long globalPosition, Duration atMost);

    /** {@link #hasSeen(String, long, Duration)} within 10 seconds. */
    @CheckReturnValue
    default Uni<Void> hasSeen(String name, long globalPosition) {
        return hasSeen(name, globalPosition, Duration.ofSeconds(10));
    }

    /** Where a projection stands. */
    @CheckReturnValue
    Uni<ProjectionState> state(String name);
}
