package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.spi.InlineState;
import io.quarkiverse.eventstore.spi.ProjectionOperations;
import io.quarkiverse.eventstore.spi.ProjectionStorage;
import io.quarkiverse.eventstore.spi.ProjectionVersions;
import io.quarkiverse.eventstore.spi.VersionSwitch;
import io.smallrye.mutiny.Uni;

/**
 * Versions of read models, and their states, in memory; without tables.
 */
final class InMemoryProjections implements ProjectionStorage {

    private static final InlineState ALWAYS_INLINE = new InlineState(true, true, 0, 0);

    private final InMemoryCheckpoints checkpoints;
    private final Map<String, ProjectionVersions> versions = new HashMap<>();
    private final Map<Version, Map<String, String>> states = new HashMap<>();

    InMemoryProjections(InMemoryCheckpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public Uni<Map<String, InlineState>> inlineStates(Set<String> projections) {
        return Uni.createFrom().item(() -> projections.stream()
                .collect(Collectors.toMap(name -> name, name -> ALWAYS_INLINE)));
    }

    @Override
    public Uni<Optional<ProjectionVersions>> versions(String projection) {
        return uni(() -> Optional.ofNullable(versions.get(projection)));
    }

    @Override
    public Uni<Long> beginBuilding(String projection) {
        return uni(() -> {
            ProjectionVersions known = known(projection);
            long building = known.building().orElse(known.inUse() + 1);
            versions.put(projection,
                    new ProjectionVersions(known.inUse(), Optional.of(building), known.prepared(), known.dropped()));
            return building;
        });
    }

    @Override
    public Uni<Optional<String>> findState(String projection, String key) {
        return uni(() -> Optional.ofNullable(versions.get(projection))
                .map(known -> statesOf(projection, known.inUse()).get(key)));
    }

    @Override
    public Uni<Boolean> putInUse(VersionSwitch change) {
        return uni(() -> {
            ProjectionVersions known = known(change.projection());
            if (known.building().filter(building -> building == change.version()).isEmpty()
                    || !checkpoints.forgetIfBehind(change.oldSubscription(), change.newSubscription())) {
                return false;
            }
            versions.put(change.projection(),
                    new ProjectionVersions(change.version(), Optional.empty(), known.prepared(), known.dropped()));
            return true;
        });
    }

    @Override
    public Uni<Boolean> dropOld(String projection, boolean hasTable) {
        return uni(() -> {
            ProjectionVersions known = known(projection);
            for (long version = 1; version < known.inUse(); version++) {
                checkpoints.forget(ProjectionVersions.subscription(projection, version));
                states.remove(new Version(projection, version));
            }
            versions.put(projection,
                    new ProjectionVersions(known.inUse(), known.building(), known.prepared(), known.inUse() - 1));
            return true;
        });
    }

    private static Uni<Void> withoutSql(String projection) {
        return Uni.createFrom().failure(new IllegalStateException("Inline projection " + projection
                + ": expected a back end that runs SQL, but the in-memory one does not."));
    }

    /** What a transaction does; its writes are seen when it has committed. */
    ProjectionOperations within(InMemoryTransaction transaction) {
        return new ProjectionOperations() {

            /** Projections are inline from the start, when there is no event, and stay it. */
            @Override
            public Uni<Set<String>> holdInline(Set<String> projections) {
                return Uni.createFrom().item(projections);
            }

            @Override
            public Uni<Void> runInline(String projection, String statement, long globalPosition) {
                return withoutSql(projection);
            }

            @Override
            public Uni<Void> clearInline(String projection, String statement) {
                return withoutSql(projection);
            }

            @Override
            public Uni<InlineState> beginInlineChange(String projection) {
                return Uni.createFrom().item(ALWAYS_INLINE);
            }

            @Override
            public Uni<Void> endInlineChange(String projection, InlineState state) {
                return state.isInline() ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new IllegalStateException("Inline projection " + projection
                                + ": expected a back end where it can follow the log, but in memory it is always inline."));
            }

            @Override
            public Uni<ProjectionVersions> lock(String projection) {
                return uni(() -> known(projection));
            }

            @Override
            public Uni<Void> prepared(String projection, long version, boolean hasTable) {
                return uni(() -> {
                    ProjectionVersions known = known(projection);
                    versions.put(projection, new ProjectionVersions(known.inUse(), known.building(), version,
                            known.dropped()));
                    return version;
                }).replaceWithVoid();
            }

            @Override
            public Uni<Map<String, String>> readStates(String projection, long version, Set<String> keys) {
                return uni(() -> {
                    Map<String, String> found = new HashMap<>(statesOf(projection, version));
                    found.keySet().retainAll(keys);
                    return found;
                });
            }

            @Override
            public Uni<Void> writeStates(String projection, long version, Map<String, @Nullable String> written) {
                return Uni.createFrom().voidItem()
                        .invoke(() -> transaction.atCommit(() -> write(projection, version, written)));
            }
        };
    }

    private synchronized void write(String projection, long version, Map<String, @Nullable String> written) {
        Map<String, String> kept = statesOf(projection, version);
        written.forEach((key, state) -> {
            if (state == null) {
                kept.remove(key);
            } else {
                kept.put(key, state);
            }
        });
    }

    private Map<String, String> statesOf(String projection, long version) {
        return states.computeIfAbsent(new Version(projection, version), none -> new HashMap<>());
    }

    private ProjectionVersions known(String projection) {
        return versions.computeIfAbsent(projection, name -> ProjectionVersions.first());
    }

    private <T> Uni<T> uni(Supplier<T> operation) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                return operation.get();
            }
        });
    }

    private record Version(String projection, long number) {
    }
}
