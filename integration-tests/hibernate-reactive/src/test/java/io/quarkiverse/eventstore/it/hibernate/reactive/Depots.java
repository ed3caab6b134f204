package io.quarkiverse.eventstore.it.hibernate.reactive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.hibernate.reactive.ParcelEvent.ParcelPacked;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.smallrye.mutiny.Uni;

/** Keeps an entity for each depot, locked since parcels of several streams change it. */
@ApplicationScoped
public class Depots implements InlineProjection<ParcelPacked> {

    static final String NAME = "depots";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<ParcelPacked> eventType() {
        return ParcelPacked.class;
    }

    @Override
    public Uni<Void> clear(EventStoreSession session) {
        return Depot.deleteAll().replaceWithVoid();
    }

    @Override
    public Uni<Void> project(RecordedEvent<ParcelPacked> event, EventStoreSession session) {
        return Depot.<Depot> findById(event.data().depot(), LockModeType.PESSIMISTIC_WRITE)
                .chain(found -> found == null ? opened(event.data().depot()) : Uni.createFrom().item(found))
                .invoke(depot -> {
                    depot.weight += event.data().weight();
                    depot.parcels++;
                })
                .replaceWithVoid();
    }

    private static Uni<Depot> opened(String name) {
        Depot depot = new Depot();
        depot.name = name;
        return depot.persist();
    }
}
