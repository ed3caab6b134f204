package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Conflict;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

class WaitingAppendTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(2);

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void is_a_conflict_after_the_other_commits(int version) {
        StorageTransaction other = otherAppendedAt(version);

        var waiting = waitingAppend(version);
        Outcomes.await(other.commit());

        assertThat(waiting.join()).isEqualTo(new Conflict(version + 2));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void succeeds_after_the_other_rolls_back(int version) {
        StorageTransaction other = otherAppendedAt(version);

        var waiting = waitingAppend(version);
        Outcomes.await(other.rollback());

        assertThat(waiting.join()).isInstanceOfSatisfying(Appended.class,
                appended -> assertThat(appended.streamVersion()).isEqualTo(version + 1));
        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(version + 1);
    }

    /** A stream at the version, and an open transaction that appended two more events to it. */
    private StorageTransaction otherAppendedAt(int version) {
        if (version > 0) {
            Outcomes.await(storage.append(Encoded.append("cart-1", exactly(0), version)));
        }
        StorageTransaction other = Outcomes.await(storage.begin());
        Outcomes.await(other.append(Encoded.append("cart-1", exactly(version), 2)));
        return other;
    }

    private CompletableFuture<AppendOutcome> waitingAppend(int version) {
        var waiting = storage.append(Encoded.append("cart-1", exactly(version), 1)).subscribeAsCompletionStage();
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> database.number("select count(*) from pg_stat_activity "
                + "where wait_event_type = 'Lock' and datname = current_database()") == 1);
        return waiting;
    }
}
