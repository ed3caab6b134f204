package io.quarkiverse.eventstore.it.hibernate.reactive;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.hibernate.reactive.ParcelEvent.ParcelPacked;
import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Keeps an entity for each stream by annotated methods. */
@ApplicationScoped
public class ParcelCounts {

    static final String NAME = "parcel-counts";

    /** For a depot of that name it wants nothing to be stored. */
    static final String REFUSED = "refused";

    @Inline(NAME)
    Uni<Void> on(RecordedEvent<ParcelPacked> event) {
        if (event.data().depot().equals(REFUSED)) {
            return Panache.currentTransaction().invoke(Mutiny.Transaction::markForRollback).replaceWithVoid();
        }
        return ParcelCount.<ParcelCount> findById(event.streamName())
                .chain(found -> found == null ? first(event.streamName()) : Uni.createFrom().item(found))
                .invoke(count -> count.parcels++)
                .replaceWithVoid();
    }

    @Clear
    Uni<Void> clear() {
        return ParcelCount.deleteAll().replaceWithVoid();
    }

    private static Uni<ParcelCount> first(String stream) {
        ParcelCount count = new ParcelCount();
        count.stream = stream;
        return count.persist();
    }
}
