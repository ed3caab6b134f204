package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.StreamSlice;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

/** Slices of streams: the database and Java must agree about which stream is in which. */
class LogSlicesTest {

    private static final int SLICES = 5;

    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void share_all_streams_as_java_does() {
        assertThatAreShared(database, Set.of("żółw-1", "购物车-1", "🛒-1", "a", "cart-'x'"));
    }

    @Test
    void share_them_so_in_a_database_that_is_not_in_utf_8() {
        try (TestDatabase latin = TestDatabase.migratedIn("LATIN1")) {
            assertThatAreShared(latin, Set.of("café-1", "größe-1", "señor-1", "ça-1", "øre-1"));
        }
    }

    private static void assertThatAreShared(TestDatabase database, Set<String> names) {
        EventStorage storage = database.storage(2);
        Set<String> streams = new HashSet<>(names);
        for (int i = 0; i < 100; i++) {
            streams.add("cart-" + i);
        }
        streams.forEach(stream -> Outcomes.await(storage.append(Encoded.append(stream, noStream(), 1))));

        Set<String> seen = new HashSet<>();
        for (int i = 0; i < SLICES; i++) {
            StreamSlice slice = new StreamSlice(i, SLICES);
            LogPage page = Outcomes.await(storage.readLog(new LogRead(1, Long.MAX_VALUE, 1_000, ReadDirection.FORWARDS,
                    LogFilter.ALL.of(slice))));
            assertThat(page.events()).isNotEmpty().allSatisfy(logged -> {
                assertThat(slice.contains(logged.streamName())).isTrue();
                assertThat(seen.add(logged.streamName())).isTrue();
            });
        }
        assertThat(seen).isEqualTo(streams);
    }
}
