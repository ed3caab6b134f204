package io.quarkiverse.eventstore.it.postgresql;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Appends, also in sessions that stay open for a while and some of which are rolled back, whatever becomes of connections and
 * servers.
 */
final class TortureWriter {

    private static final int STREAMS = 1_000;

    private final EventStore store;
    private final EventStoreSessionFactory sessions;
    private final Random random = new Random();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();

    TortureWriter(EventStore store, EventStoreSessionFactory sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /** Completes when so many writers have ended, each after the append during which it was told to. */
    CompletableFuture<Void> write(int writers, BooleanSupplier goesOn) {
        return CompletableFuture.allOf(IntStream.range(0, writers)
                .mapToObj(writer -> Multi.createBy().repeating()
                        .uni(() -> random.nextInt(4) == 0 ? session() : append())
                        .whilst(done -> goesOn.getAsBoolean())
                        .onItem().ignoreAsUni().subscribeAsCompletionStage())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** The last position of each append that has succeeded. */
    Set<Long> acknowledged() {
        return acknowledged;
    }

    private Uni<Boolean> append() {
        return tolerant(store.appendToStream(stream(), events())
                .onItem().delayIt().by(Duration.ofMillis(4 + random.nextInt(12))));
    }

    /** A session that stays open for a while after its append; one of eight is rolled back. */
    private Uni<Boolean> session() {
        Duration open = Duration.ofMillis(1 + random.nextInt(80));
        boolean rollback = random.nextInt(8) == 0;
        return tolerant(sessions.withSession(session -> session.appendToStream(stream(), events())
                .onItem().delayIt().by(open)
                .invoke(() -> {
                    if (rollback) {
                        throw new IllegalStateException("rolled back");
                    }
                })));
    }

    /** Whether a failed append is stored is for the table to tell. */
    private Uni<Boolean> tolerant(Uni<AppendToStreamResult> write) {
        return write.invoke(appended -> acknowledged.add(appended.lastEventGlobalPosition())).replaceWith(true)
                .onFailure().recoverWithUni(failure -> Uni.createFrom().item(false)
                        .onItem().delayIt().by(Duration.ofMillis(20)));
    }

    private List<ShoppingCartEvent> events() {
        return List.copyOf(ShoppingCartEvent.numbered("p", 1 + random.nextInt(3)));
    }

    private String stream() {
        int number = random.nextInt(STREAMS);
        return (number % 4 == 0 ? SubscriberNode.CATEGORY : "cart") + "-" + number;
    }
}
