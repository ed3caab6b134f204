package io.quarkiverse.eventstore.runtime.projection;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

    private final ReadModel model;
    private final ProjectionStorage versions;
    private final DurableSubscriptions subscriptions;
    private final Set<Long> followed = new TreeSet<>();

    FollowedReadModel(ReadModel model, ProjectionStorage versions, DurableSubscriptions subscriptions) {
        this.model = model;
        this.versions = versions;
        this.subscriptions = subscriptions;
    }

    ReadModel model() {
        return model;
    }

    /** Follows the versions that there are by now and no others, and puts the one being built in use if it has caught up. */
    Uni<ProjectionVersions> keepUp() {
        return known()
                .call(this::followAll)
                .chain(this::putInUse)
                .call(this::leaveOthers);
    }

    /** Ends all subscriptions on this node. */
    Uni<Void> stop() {
        return leave(followed);
    }

    private Uni<ProjectionVersions> known() {
        return versions.versions(model.name()).chain(found -> found.isPresent() ? Uni.createFrom().item(found.get())
                : model.prepare(1).replaceWith(() -> new ProjectionVersions(1, Optional.empty(), 1)));
    }

    private Uni<Void> followAll(ProjectionVersions present) {
        return follow(present.inUse())
                .chain(() -> present.building().isPresent() ? follow(present.building().get()) : Uni.createFrom().voidItem());
    }

    private Uni<Void> follow(long version) {
        if (followed.contains(version)) {
            return Uni.createFrom().voidItem();
        }
        return model.prepare(version)
                .chain(() -> model.follow(subscriptions, version))
                .invoke(() -> followed.add(version));
    }

    private Uni<ProjectionVersions> putInUse(ProjectionVersions present) {
        if (present.building().isEmpty()) {
            return Uni.createFrom().item(present);
        }
        long building = present.building().get();
        VersionSwitch change = new VersionSwitch(model.name(), building,
                ReadModel.subscription(model.name(), present.inUse()), ReadModel.subscription(model.name(), building),
                model.hasTable());
        return versions.putInUse(change).chain(isDone -> {
            if (!isDone) {
                return Uni.createFrom().item(present);
            }
            LOG.infof("Projection %s: version %d is in use, version %d is dropped.", model.name(), building, present.inUse());
            return leave(Set.of(present.inUse()))
                    .chain(() -> versions.drop(model.name(), present.inUse(), model.hasTable()))
                    .replaceWith(new ProjectionVersions(building, Optional.empty(), building));
        });
    }

    private Uni<Void> leaveOthers(ProjectionVersions present) {
        Set<Long> others = new HashSet<>(followed);
        others.remove(present.inUse());
        present.building().ifPresent(others::remove);
        return leave(others);
    }

    private Uni<Void> leave(Set<Long> left) {
        return Multi.createFrom().iterable(Set.copyOf(left))
                .onItem().transformToUniAndConcatenate(version -> subscriptions
                        .stop(ReadModel.subscription(model.name(), version))
                        .onFailure(IllegalArgumentException.class).recoverWithNull()
                        .invoke(() -> followed.remove(version)))
                .onItem().ignoreAsUni();
    }
}
