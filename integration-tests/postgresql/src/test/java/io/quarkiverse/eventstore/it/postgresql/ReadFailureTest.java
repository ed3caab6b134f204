package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

/** What goes wrong while a row that has arrived is decoded. */
class ReadFailureTest {

    private static final StreamRead WHOLE = new StreamRead("cart-1", 1, Long.MAX_VALUE, 10, ReadDirection.FORWARDS);

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(1);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void is_not_mistaken_for_a_lost_connection() {
        Outcomes.await(storage.append(Encoded.append("cart-1", noStream(), 3)));

        Throwable failure = Outcomes.failureOf(storage.readData(WHOLE, data -> {
            throw new StackOverflowError("too deep");
        }));

        assertThat(failure).isInstanceOf(StackOverflowError.class).hasMessage("too deep");
        assertThat(Outcomes.await(storage.readData(WHOLE, data -> data)).events()).hasSize(3);
    }
}
