package io.quarkiverse.eventstore.runtime.projection;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.projection.ProjectionState;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.projection.TableProjection;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.spi.ProjectionStorage;
import io.quarkiverse.eventstore.spi.ProjectionVersions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The projections of this node, which looks every now and then whether another node has begun to build a version, or has put
 * one in use.
 */
public final class SubscribedProjections implements Projections {

    private static final Logger LOG = Logger.getLogger(SubscribedProjections.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration WHILE_BUILDING = Duration.ofMillis(50);

    private final ProjectionStorage versions;
    private final DurableSubscriptions subscriptions;
    private final TransactionSessionFactory transactions;
    private final EventSerializer serializer;
    private final RunnerLoop loop;
    private final SeenWait seen;
    private final InlineReadModels inline;
    private final Map<String, Turns<FollowedReadModel>> local = new ConcurrentHashMap<>();
    private volatile boolean isStopped;

    public SubscribedProjections(ProjectionStorage versions, DurableSubscriptions subscriptions,
            TransactionSessionFactory transactions, EventSerializer serializer, RunnerLoop loop, InlineReadModels inline) {
        this.versions = versions;
        this.subscriptions = subscriptions;
        this.transactions = transactions;
        this.serializer = serializer;
        this.loop = loop;
        this.inline = inline;
        this.seen = new SeenWait(name -> present(name).map(present -> Optional.of(subscription(name, present))),
                subscriptions, loop);
    }

    /** Starts no subscription on its own any more, whatever other nodes build. */
    public void stopLooking() {
        isStopped = true;
    }

    @Override
    public <S, E> Uni<Void> start(StateProjection<S, E> projection) {
        return start(new StateReadModel<>(projection, serializer, transactions));
    }

    @Override
    public <E> Uni<Void> start(TableProjection<E> projection) {
        return Uni.createFrom().deferred(() -> start(new TableReadModel<>(projection, transactions)));
    }

    @Override
    public Uni<Void> stop(String name) {
        return Uni.createFrom().deferred(() -> {
            Turns<FollowedReadModel> turns = local.remove(name);
            if (turns == null) {
                throw new IllegalArgumentException(
                        "Projection " + name + ": expected it to run on this node, but it does not.");
            }
            return turns.take(FollowedReadModel::stop);
        });
    }

    @Override
    public Uni<Void> rebuild(String name) {
        return Uni.createFrom().deferred(() -> {
            if (inline.has(name)) {
                return inline.rebuild(name);
            }
            Turns<FollowedReadModel> turns = local.get(name);
            if (turns == null) {
                throw new IllegalStateException(
                        "Projection " + name + ": expected it to run on this node, which then builds the "
                                + "new version, but it does not.");
            }
            return versions.beginBuilding(name).chain(version -> built(turns, name, version));
        });
    }

    @Override
    public <S> Uni<Optional<S>> find(StateProjection<S, ?> projection, String key) {
        StateReadModel<S, ?> model = new StateReadModel<>(projection, serializer, transactions);
        return versions.findState(projection.name(), key).map(found -> found.map(model::read));
    }

    @Override
    public Uni<Void> hasSeen(String name, long globalPosition, Duration atMost) {
        return Uni.createFrom().deferred(() -> inline.has(name) ? inline.hasSeen(name, globalPosition, atMost)
                : seen.await(name, globalPosition, atMost));
    }

    @Override
    public Uni<Void> follow(String name) {
        return Uni.createFrom().deferred(() -> requireInline(name).follow(name));
    }

    @Override
    public Uni<Void> makeInline(String name) {
        return Uni.createFrom().deferred(() -> requireInline(name).makeInline(name));
    }

    private InlineReadModels requireInline(String name) {
        if (!inline.has(name)) {
            throw new IllegalArgumentException("Inline projection " + name
                    + ": expected one of the application with that name, but there is none.");
        }
        return inline;
    }

    @Override
    public Uni<ProjectionState> state(String name) {
        if (inline.has(name)) {
            return Uni.createFrom().failure(new IllegalArgumentException("Projection " + name
                    + ": expected one with versions, but it is an inline projection, which has none."));
        }
        return present(name).chain(present -> state(name, present));
    }

    /** The version in use may have been replaced just now, and its subscription forgotten. */
    private Uni<ProjectionState> state(String name, ProjectionVersions present) {
        return subscriptions.state(subscription(name, present))
                .chain(inUse -> building(name, present)
                        .map(building -> new ProjectionState(name, present.inUse(), inUse, building)))
                .onFailure(IllegalArgumentException.class).recoverWithUni(none -> present(name)
                        .chain(now -> now.inUse() == present.inUse() ? Uni.createFrom().failure(none) : state(name, now)));
    }

    private static String subscription(String name, ProjectionVersions present) {
        return ProjectionVersions.subscription(name, present.inUse());
    }

    private Uni<Optional<SubscriptionState>> building(String name, ProjectionVersions present) {
        return present.building().isEmpty() ? Uni.createFrom().item(Optional.empty())
                : subscriptions.state(ProjectionVersions.subscription(name, present.building().get())).map(Optional::of)
                        .onFailure(IllegalArgumentException.class).recoverWithItem(Optional.empty());
    }

    /**
     * Goes on to its end although the caller may stop waiting. It does not fail because a new version cannot be put in use:
     * that is tried later, as long as the projection runs.
     */
    private Uni<Void> start(ReadModel model) {
        return Uni.createFrom().deferred(() -> {
            if (inline.has(model.name())) {
                throw new IllegalArgumentException("Projection " + model.name()
                        + ": expected a name of its own, but there is an inline projection of that name.");
            }
            Turns<FollowedReadModel> turns = new Turns<>(new FollowedReadModel(model, versions, subscriptions));
            if (local.putIfAbsent(model.name(), turns) != null) {
                throw new IllegalStateException(
                        "Projection " + model.name() + ": expected it not to run on this node yet, but it does.");
            }
            return turns.take(FollowedReadModel::begin)
                    .invoke(present -> lookLater(turns, model.name(), BETWEEN_LOOKS))
                    .onFailure().call(() -> turns.take(FollowedReadModel::stop).onFailure().recoverWithNull())
                    .onFailure().invoke(() -> local.remove(model.name(), turns))
                    .replaceWithVoid()
                    .memoize().indefinitely();
        });
    }

    private void lookLater(Turns<FollowedReadModel> turns, String name, Duration pause) {
        loop.runAfter(pause, () -> {
            if (isFollowed(name, turns)) {
                turns.take(FollowedReadModel::keepUp).subscribe().with(
                        present -> lookLater(turns, name, present.building().isPresent() ? WHILE_BUILDING : BETWEEN_LOOKS),
                        failure -> {
                            if (!isFollowed(name, turns)) {
                                return;
                            }
                            LOG.warnf("Projection %s: its versions could not be kept up; trying again: %s", name, failure);
                            lookLater(turns, name, BETWEEN_LOOKS);
                        });
            }
        });
    }

    private boolean isFollowed(String name, Turns<FollowedReadModel> turns) {
        return !isStopped && local.get(name) == turns;
    }

    private Uni<Void> built(Turns<FollowedReadModel> turns, String name, long version) {
        return Multi.createBy().repeating()
                .uni(() -> turns.take(FollowedReadModel::keepUp)
                        .call(present -> present.inUse() >= version ? Uni.createFrom().voidItem() : pause(name, version)))
                .whilst(present -> present.inUse() < version)
                .onItem().ignoreAsUni();
    }

    private Uni<Void> pause(String name, long version) {
        return subscriptions.state(ProjectionVersions.subscription(name, version))
                .invoke(state -> {
                    if (state.status() == SubscriptionStatus.STOPPED) {
                        throw new IllegalStateException("Projection " + name + ": expected version " + version
                                + " to be built, but it stopped: " + state.lastError().orElse("")
                                + " Version in use: unchanged. "
                                + "It goes on when subscription " + state.name() + " is resumed.");
                    }
                })
                .chain(() -> loop.pause(WHILE_BUILDING));
    }

    private Uni<ProjectionVersions> present(String name) {
        return versions.versions(name).map(found -> found.orElseThrow(() -> new IllegalArgumentException("Projection " + name
                + ": expected one that was started before, on any node, but there is none of that name.")));
    }
}
