package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A reader who goes on where he stopped, again and again, while transactions commit in another order than they took positions.
 */
class ReadAllRaceTest {

    private static final int WRITERS = 8;
    private static final int SESSIONS = 60;

    @Test
    void gives_every_committed_event_once_and_in_order() {
        try (TestDatabase database = TestDatabase.migrated()) {
            EventStorage storage = database.storage(WRITERS + 2);
            EventStore store = TestNode.store(storage);
            EventStoreSessionFactory sessions = TestNode.sessions(storage);

            CompletableFuture<?> writers = CompletableFuture.allOf(IntStream.range(0, WRITERS)
                    .mapToObj(writer -> write(sessions, new Random(writer)))
                    .toArray(CompletableFuture<?>[]::new));
            List<RecordedEvent<Object>> seen = new ArrayList<>();
            boolean last;
            do {
                last = writers.isDone();
                seen.addAll(behind(store, seen));
            } while (!last);

            assertThat(writers).succeedsWithin(Outcomes.AT_MOST);
            assertThat(seen.stream().map(event -> String.valueOf(event.globalPosition())))
                    .containsExactlyElementsOf(database.strings(
                            "select global_position from event_store.events order by global_position"));
            assertStreamsInOrder(seen);
        }
    }

    private static List<RecordedEvent<Object>> behind(EventStore store, List<RecordedEvent<Object>> seen) {
        long next = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).globalPosition() + 1;
        return Outcomes.await(store.readAll(Object.class, ReadAllOptions.from(next)).collect().asList());
    }

    private static void assertStreamsInOrder(List<RecordedEvent<Object>> seen) {
        Map<String, Long> versions = new HashMap<>();
        for (RecordedEvent<Object> event : seen) {
            assertThat(event.streamVersion()).as(event.streamName())
                    .isEqualTo(versions.merge(event.streamName(), 1L, Long::sum));
        }
    }

    private static CompletableFuture<Void> write(EventStoreSessionFactory sessions, Random random) {
        return Multi.createFrom().range(0, SESSIONS)
                .onItem().transformToUniAndConcatenate(i -> session(sessions, random))
                .onItem().ignoreAsUni()
                .subscribeAsCompletionStage();
    }

    /** One session that stays open for a while after its append; one of ten is rolled back. */
    private static Uni<Boolean> session(EventStoreSessionFactory sessions, Random random) {
        Duration open = Duration.ofMillis(1 + random.nextInt(15));
        boolean rollback = random.nextInt(10) == 0;
        String stream = "hot-" + random.nextInt(20);
        return sessions.withSession(session -> session
                .appendToStream(stream, ShoppingCartEvent.numbered("p", 1 + random.nextInt(3)))
                .onItem().delayIt().by(open)
                .map(appended -> {
                    if (rollback) {
                        throw new IllegalStateException("rolled back");
                    }
                    return true;
                }))
                .onFailure(IllegalStateException.class).recoverWithItem(false);
    }
}
