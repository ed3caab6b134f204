package io.quarkiverse.eventstore.runtime.projection;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.ProjectionStorage;
import io.quarkiverse.eventstore.spi.ProjectionVersions;
import io.quarkiverse.eventstore.spi.VersionSwitch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A read model as this node keeps it: the subscription of the version in use, and that of the one being built, until it can be
 * put in use. Used by one caller at a time.
 */
final class FollowedReadModel {

    private static final Logger LOG = Logger.getLogger(FollowedReadModel.class);

    private static final Duration BETWEEN_DROPS = Duration.ofSeconds(10);

    private final ReadModel model;
    private final ProjectionStorage versions;
    private final DurableSubscriptions subscriptions;
    private final Set<Long> followed = new TreeSet<>();
    private long nextDrop = System.nanoTime();
    private boolean mayHaveLeftovers = true;
    private boolean isStopped;

    FollowedReadModel(ReadModel model, ProjectionStorage versions, DurableSubscriptions subscriptions) {
        this.model = model;
        this.versions = versions;
        this.subscriptions = subscriptions;
    }

    ReadModel model() {
        return model;
    }

    /** The same as {@link #keepUp()}, but what fails for a version that is being built waits: the one in use goes on. */
    Uni<ProjectionVersions> begin() {
        return keepUp(present -> advance(present)
                .onFailure().invoke(failure -> LOG.warnf(
                        "Projection %s: its new version could not be built or put in use; trying again: %s", model.name(),
                        failure))
                .onFailure().recoverWithItem(present));
    }

    /**
     * Follows the versions that there are by now and no others, puts the one being built in use if it has caught up, and drops
     * those below the one in use.
     */
    Uni<ProjectionVersions> keepUp() {
        return keepUp(this::advance);
    }

    private Uni<ProjectionVersions> keepUp(Function<ProjectionVersions, Uni<? extends ProjectionVersions>> advance) {
        return isStopped ? Uni.createFrom().failure(new IllegalStateException(
                "Projection " + model.name() + ": expected it to run on this node, but it was stopped."))
                : known()
                        .call(present -> follow(present.inUse()))
                        .call(this::tidy)
                        .chain(advance)
                        .call(this::tidy);
    }

    /** Ends all subscriptions on this node, for ever. */
    Uni<Void> stop() {
        isStopped = true;
        return leave(followed);
    }

    private Uni<ProjectionVersions> known() {
        return versions.versions(model.name()).chain(found -> found.isPresent() ? Uni.createFrom().item(found.get())
                : model.prepare(1).replaceWith(ProjectionVersions::first));
    }

    private Uni<ProjectionVersions> advance(ProjectionVersions present) {
        return present.building()
                .map(building -> follow(building).chain(() -> putInUse(building, present)))
                .orElseGet(() -> Uni.createFrom().item(present));
    }

    private Uni<Void> follow(long version) {
        if (followed.contains(version)) {
            return Uni.createFrom().voidItem();
        }
        return model.prepare(version).chain(isWanted -> isWanted ? start(version) : Uni.createFrom().voidItem());
    }

    /** Another node may have put a later version in use just now: what was forgotten then must not be there again. */
    private Uni<Void> start(long version) {
        return model.follow(subscriptions, version)
                .invoke(() -> followed.add(version))
                .chain(() -> versions.versions(model.name()))
                .chain(found -> found.filter(present -> present.has(version)).isPresent() ? Uni.createFrom().voidItem()
                        : leave(Set.of(version)).invoke(() -> mayHaveLeftovers = true));
    }

    private Uni<ProjectionVersions> putInUse(long building, ProjectionVersions present) {
        VersionSwitch change = new VersionSwitch(model.name(), building,
                ProjectionVersions.subscription(model.name(), present.inUse()),
                ProjectionVersions.subscription(model.name(), building),
                model.hasTable());
        return versions.putInUse(change).map(isDone -> {
            if (!isDone) {
                return present;
            }
            LOG.infof("Projection %s: version %d is in use instead of version %d.", model.name(), building, present.inUse());
            return new ProjectionVersions(building, Optional.empty(), building, present.dropped());
        });
    }

    /** What fails for a version that is being built keeps nothing of former ones. */
    private Uni<Boolean> tidy(ProjectionVersions present) {
        return leaveOthers(present).chain(() -> dropOld(present));
    }

    private Uni<Void> leaveOthers(ProjectionVersions present) {
        Set<Long> others = new HashSet<>(followed);
        others.removeIf(present::has);
        return leave(others);
    }

    /** What another node left when it was ended is dropped, too. */
    private Uni<Boolean> dropOld(ProjectionVersions present) {
        boolean isWanted = mayHaveLeftovers || !present.areOldOnesDropped();
        if (!isWanted || System.nanoTime() - nextDrop < 0) {
            return Uni.createFrom().item(false);
        }
        return versions.dropOld(model.name(), model.hasTable())
                .onFailure().invoke(failure -> LOG.warnf(
                        "Projection %s: versions that are out of use could not be dropped; trying again in %s: %s",
                        model.name(),
                        BETWEEN_DROPS, failure))
                .onFailure().recoverWithItem(false)
                .invoke(isDone -> {
                    mayHaveLeftovers = !isDone;
                    nextDrop = System.nanoTime() + (isDone ? 0 : BETWEEN_DROPS.toNanos());
                });
    }

    private Uni<Void> leave(Set<Long> left) {
        return Multi.createFrom().iterable(List.copyOf(left))
                .onItem().transformToUni(version -> subscriptions
                        .stop(ProjectionVersions.subscription(model.name(), version))
                        .onFailure(IllegalArgumentException.class).recoverWithNull()
                        .invoke(() -> followed.remove(version)))
                .collectFailures().concatenate()
                .onItem().ignoreAsUni();
    }
}
