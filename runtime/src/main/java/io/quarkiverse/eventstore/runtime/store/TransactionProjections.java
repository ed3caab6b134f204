package io.quarkiverse.eventstore.runtime.store;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The inline projections in one transaction: each is held before an append that concerns it takes positions, so that it
 * changes over from and to the log either before or after the whole transaction.
 */
public final class TransactionProjections {

    private final InlineProjections projections;
    private final StorageTransaction transaction;

    /** Whether each projection that was held is inline. */
    private final Map<String, Boolean> held = new ConcurrentHashMap<>();

    public TransactionProjections(InlineProjections projections, StorageTransaction transaction) {
        this.projections = projections;
        this.transaction = transaction;
    }

    /** To be called before an append is sent. */
    Uni<Void> hold(JointAppend append) {
        Set<String> names = new HashSet<>(projections.concernedBy(append));
        names.removeAll(held.keySet());
        return names.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.projections().holdInline(names)
                        .invoke(inline -> names.forEach(name -> held.put(name, inline.contains(name))))
                        .replaceWithVoid();
    }

    /** Whether there is something to be called for its events, or may be when projections are held. */
    boolean mayConcern(JointAppend append) {
        return projections.concernedBy(append).stream().anyMatch(name -> held.getOrDefault(name, true));
    }

    /** Whether there is something to be called for the events. */
    public boolean concern(AppendedEvents appended) {
        return appended.events().stream().anyMatch(event -> projections.taking(event.type()).stream().anyMatch(this::isInline));
    }

    /** Calls the projections for each event, one after the other. */
    public Uni<Void> project(AppendedEvents appended, EventStoreSession session) {
        return concern(appended)
                ? Multi.createFrom().iterable(appended.events())
                        .onItem().transformToUniAndConcatenate(event -> project(event, session))
                        .onItem().ignoreAsUni()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> project(RecordedEvent<?> event, EventStoreSession session) {
        return Multi.createFrom().iterable(projections.taking(event.type()))
                .filter(this::isInline)
                .onItem().transformToUniAndConcatenate(projection -> project(projection, event, session))
                .onItem().ignoreAsUni();
    }

    @SuppressWarnings("unchecked")
    private Uni<Void> project(InlineProjection<?> projection, RecordedEvent<?> event, EventStoreSession session) {
        return Uni.createFrom().deferred(() -> Returned.uni("Inline projection " + projection.name(),
                ((InlineProjection<Object>) projection).project((RecordedEvent<Object>) event, session)))
                .call(transaction::flush)
                .onFailure(failure -> !endsTransaction(failure))
                .transform(failure -> new InlineProjectionException(projection.name(), event, failure));
    }

    /**
     * What can be repeated or may have happened is told as such, wherever it came from, and so is what names a projection
     * already.
     */
    private static boolean endsTransaction(Throwable failure) {
        return failure instanceof TransactionRolledBackException || failure instanceof EventStoreUnavailableException
                || failure instanceof InlineProjectionException;
    }

    private boolean isInline(InlineProjection<?> projection) {
        return held.getOrDefault(projection.name(), false);
    }
}
