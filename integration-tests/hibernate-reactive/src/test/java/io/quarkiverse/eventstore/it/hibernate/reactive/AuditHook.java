package io.quarkiverse.eventstore.it.hibernate.reactive;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;

import java.util.List;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** A hook that stores an event and an entity itself. */
@Singleton
public class AuditHook implements AfterCommitHook {

    static final String CATEGORY = "audited";

    private final Instance<EventStore> store;

    AuditHook(Instance<EventStore> store) {
        this.store = store;
    }

    static String auditOf(String stream) {
        return "audit-of-" + stream;
    }

    @Override
    public Uni<Void> onAfterCommit(AppendedEvents committed) {
        if (!committed.streamName().startsWith(CATEGORY)) {
            return Uni.createFrom().voidItem();
        }
        String audit = auditOf(committed.streamName());
        return Panache.withTransaction(() -> new CartSummary(audit, 1).persist()
                .chain(() -> store.get().appendToStream(audit, List.of(added("audit"))))).replaceWithVoid();
    }
}
