package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestNode.PAGE_SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.ReadAllOptions;
import io.quarkiverse.eventstore.spi.EventLog;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.StoredData;
import io.quarkiverse.eventstore.spi.StoredEvent;
import io.quarkiverse.eventstore.spi.StreamPage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** However much there is to read, two pages of it are in memory. */
class LongReadsTest {

    private static final int EVENTS = 100_000;

    @Test
    void of_a_stream_for_its_state() {
        try (TestDatabase database = TestDatabase.migrated()) {
            fill(database);
            EventStorage storage = database.storage(4);
            Pages pages = new Pages(storage);

            var result = Outcomes.await(TestNode.store(pages, storage).aggregateStream("long-1",
                    AggregateStreamOptions.of(ProductAdded.class, () -> 0L, (sum, event) -> pages.fold(sum, event))));

            assertThat(result.state()).isEqualTo((long) EVENTS * (EVENTS + 1) / 2);
            assertThat(result.currentStreamVersion()).isEqualTo(EVENTS);
            assertThat(pages.largest.get()).isEqualTo(PAGE_SIZE);
            assertThat(pages.mostUnread.get()).as("events fetched and not yet evolved")
                    .isBetween(PAGE_SIZE, 2 * PAGE_SIZE);
        }
    }

    @Test
    void of_the_log_by_one_who_takes_his_time() {
        try (TestDatabase database = TestDatabase.migrated()) {
            fill(database);
            EventStorage storage = database.storage(4);
            Pages pages = new Pages(storage);

            long sum = Outcomes.await(TestNode.store(storage, pages).readAll(ProductAdded.class, ReadAllOptions.all())
                    .onItem().transformToUniAndConcatenate(event -> Uni.createFrom().item(event)
                            .emitOn(Infrastructure.getDefaultExecutor()))
                    .collect().in(AtomicLong::new, (total, event) -> total.set(pages.fold(total.get(), event.data())))).get();

            assertThat(sum).isEqualTo((long) EVENTS * (EVENTS + 1) / 2);
            assertThat(pages.largest.get()).isEqualTo(PAGE_SIZE);
            assertThat(pages.mostUnread.get()).as("events fetched and not yet taken").isBetween(PAGE_SIZE, 2 * PAGE_SIZE);
        }
    }

    private static void fill(TestDatabase database) {
        database.execute("""
                insert into event_store.streams (stream_name, stream_version) values ('long-1', %1$s);
                insert into event_store.events
                    (stream_id, stream_version, event_id, event_type, data, recorded_at)
                select s.stream_id, v, gen_random_uuid(), 'contract-product-added',
                       json_build_object('productId', 'p', 'quantity', v), now()
                from event_store.streams s, generate_series(1, %1$s) v
                order by v
                """.formatted(EVENTS));
    }

    /** Counts what is fetched and not yet read. */
    private static final class Pages implements EventOperations, EventLog {

        final AtomicInteger largest = new AtomicInteger();
        final AtomicInteger mostUnread = new AtomicInteger();
        private final AtomicInteger unread = new AtomicInteger();
        private final EventStorage storage;

        Pages(EventStorage storage) {
            this.storage = storage;
        }

        long fold(long sum, ProductAdded event) {
            unread.decrementAndGet();
            return sum + event.quantity();
        }

        @Override
        public Uni<JointOutcome> append(JointAppend append) {
            return storage.append(append);
        }

        @Override
        public <T> Uni<StreamPage<T>> read(StreamRead read, Function<StoredEvent, T> decode) {
            return storage.read(read, decode).invoke(page -> count(page.events().size()));
        }

        @Override
        public <T> Uni<StreamPage<T>> readData(StreamRead read, Function<StoredData, T> decode) {
            return storage.readData(read, decode).invoke(page -> count(page.events().size()));
        }

        @Override
        public Uni<Long> highWaterMark() {
            return storage.highWaterMark();
        }

        @Override
        public Uni<LogPage> readLog(LogRead read) {
            return storage.readLog(read).invoke(page -> count(page.events().size()));
        }

        private void count(int size) {
            largest.accumulateAndGet(size, Math::max);
            mostUnread.accumulateAndGet(unread.addAndGet(size), Math::max);
        }
    }
}
