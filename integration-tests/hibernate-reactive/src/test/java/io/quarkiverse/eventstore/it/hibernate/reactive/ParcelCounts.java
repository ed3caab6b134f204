package io.quarkiverse.eventstore.it.hibernate.reactive;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.it.hibernate.reactive.ParcelEvent.ParcelPacked;
import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.projection.Inline;
import io.smallrye.mutiny.Uni;

/** Keeps an entity for each stream by annotated methods. */
@ApplicationScoped
public class ParcelCounts {

    static final String NAME = "parcel-counts";

    @Inline(NAME)
    Uni<Void> on(RecordedEvent<ParcelPacked> event) {
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
