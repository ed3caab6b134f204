package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.runtime.postgres.GroupCommitEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.groupcommit.GroupCommitLimits;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

/** An append that is never answered, since its connection broke without a word. */
class SilentAppendTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final SilentNetwork network = new SilentNetwork(database.serverPort()).swallowing("contract-product-added");
    private final GroupCommitEventStorage storage = new GroupCommitEventStorage(
            TestDatabase.over(database.pool(4, options -> options.setPort(network.port()))), TestDatabase.SCHEMA,
            new GroupCommitLimits(2, 16, 10), Duration.ofSeconds(2));

    @AfterEach
    void drop() {
        database.close();
        network.close();
    }

    @Test
    void fails_and_keeps_its_stream_no_longer() {
        CompletableFuture<AppendOutcome> unanswered = append("cart-1");

        assertThat(append("cart-1")).succeedsWithin(Outcomes.AT_MOST).isInstanceOfSatisfying(Appended.class,
                appended -> assertThat(appended.streamVersion()).isEqualTo(1));
        assertThat(unanswered).failsWithin(Outcomes.AT_MOST).withThrowableThat()
                .withCauseInstanceOf(EventStoreUnavailableException.class)
                .withMessageContaining("Stream cart-1: expected the database to answer an append within PT2S, but it did not; "
                        + "nobody knows whether it was stored.");
        assertThat(storage.drain().subscribeAsCompletionStage()).succeedsWithin(Outcomes.AT_MOST);
    }

    private CompletableFuture<AppendOutcome> append(String streamName) {
        return storage.append(Encoded.append(streamName, any(), 1)).subscribeAsCompletionStage();
    }
}
