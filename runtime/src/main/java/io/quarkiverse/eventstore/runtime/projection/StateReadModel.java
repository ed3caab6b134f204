package io.quarkiverse.eventstore.runtime.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.spi.ProjectionOperations;
import io.smallrye.mutiny.Uni;

/**
 * States by key: those that a batch of events changes are read with one statement and written with one.
 */
record StateReadModel<S, E>(StateProjection<S, E> projection, EventSerializer serializer,
        TransactionSessionFactory transactions) implements ReadModel {

    @Override
    public String name() {
        return projection.name();
    }

    @Override
    public boolean hasTable() {
        return false;
    }

    @Override
    public Uni<Boolean> prepare(long version) {
        return transactions.withTransaction((session, transaction) -> transaction.projections().lock(name())
                .call(versions -> versions.prepared() >= version || !versions.has(version)
                        ? Uni.createFrom().voidItem()
                        : transaction.projections().prepared(name(), version, false))
                .map(versions -> versions.has(version)));
    }

    @Override
    public Uni<Void> follow(DurableSubscriptions subscriptions, long version) {
        return subscriptions.startInTransaction(ReadModel.optionsOf(projection.options(), version), projection.eventType(),
                (events, session, transaction) -> project(events, version, transaction.projections()));
    }

    private Uni<Void> project(List<RecordedEvent<E>> events, long version, ProjectionOperations operations) {
        Map<String, List<RecordedEvent<E>>> byKey = byKey(events);
        return byKey.isEmpty() ? Uni.createFrom().voidItem()
                : operations.readStates(name(), version, byKey.keySet())
                        .map(stored -> evolved(byKey, stored))
                        .chain(states -> operations.writeStates(name(), version, states));
    }

    private Map<String, List<RecordedEvent<E>>> byKey(List<RecordedEvent<E>> events) {
        Map<String, List<RecordedEvent<E>>> byKey = new LinkedHashMap<>();
        for (RecordedEvent<E> event : events) {
            projection.key().apply(event).ifPresent(
                    key -> byKey.computeIfAbsent(checked(key, event), none -> new ArrayList<>()).add(event));
        }
        return byKey;
    }

    private Map<String, @Nullable String> evolved(Map<String, List<RecordedEvent<E>>> byKey, Map<String, String> stored) {
        Map<String, @Nullable String> states = new HashMap<>();
        byKey.forEach((key, events) -> {
            Optional<S> state = Optional.ofNullable(stored.get(key)).map(this::read);
            for (RecordedEvent<E> event : events) {
                state = projection.evolve().apply(state.orElseGet(projection.initialState()), event);
            }
            states.put(key, state.map(serializer::serialize).orElse(null));
        });
        return states;
    }

    S read(String json) {
        return projection.stateType().cast(serializer.deserialize(json, projection.stateType()));
    }

    private String checked(String key, RecordedEvent<E> event) {
        if (key.isEmpty() || key.codePointCount(0, key.length()) > StateProjection.MAX_KEY_LENGTH || key.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Projection " + name() + ": expected a key of 1 to "
                    + StateProjection.MAX_KEY_LENGTH + " characters for event " + event.streamVersion() + " of stream "
                    + event.streamName() + ", but it is '" + key + "'.");
        }
        return key;
    }
}
