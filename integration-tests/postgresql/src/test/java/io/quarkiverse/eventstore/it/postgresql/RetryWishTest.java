package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;

/** The wish that the parked events of a stream are handled again, of which some were handled already. */
class RetryWishTest {

    private static final String NAME = "mails";

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(2);
    private final CheckpointStorage checkpoints = storage.checkpoints();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void is_also_for_events_that_are_parked_behind_the_others_meanwhile() {
        PartitionLease lease = lease();
        save(lease, 1, List.of(parked("bad", 1)), List.of());
        assertThat(Outcomes.await(checkpoints.retryParked(NAME, "bad"))).isEqualTo(1);
        save(lease, 3, List.of(parked("bad", 2), parked("other", 3)), List.of());

        save(lease, 3, List.of(), List.of(1L));

        assertThat(wanted(lease)).containsExactly(2L);
    }

    @Test
    void is_none_for_events_that_are_parked_when_all_are_handled() {
        PartitionLease lease = lease();
        save(lease, 1, List.of(parked("bad", 1)), List.of());
        Outcomes.await(checkpoints.retryParked(NAME, "bad"));
        save(lease, 1, List.of(), List.of(1L));

        save(lease, 2, List.of(parked("bad", 2)), List.of());

        assertThat(wanted(lease)).isEmpty();
    }

    /** Its answer was not waited for any longer, and it was repeated. */
    @Test
    void is_not_undone_by_a_save_that_comes_late() {
        PartitionLease lease = lease();
        save(lease, 1, List.of(parked("bad", 1)), List.of());
        Outcomes.await(checkpoints.retryParked(NAME, "bad"));
        save(lease, 1, List.of(), List.of(1L));

        save(lease, 1, List.of(parked("bad", 1)), List.of());

        assertThat(Outcomes.await(checkpoints.parked(NAME, 10))).isEmpty();
    }

    private PartitionLease lease() {
        Outcomes.await(checkpoints.register(NAME, 1, 0));
        PartitionLease lease = Outcomes.await(storage.leases().balance(Set.of(NAME), Set.of(), Duration.ofMinutes(2))).get(0)
                .lease();
        assertThat(Outcomes.await(checkpoints.claim(lease))).isPresent();
        return lease;
    }

    private void save(PartitionLease lease, long position, List<ParkedEvent> parked, List<Long> handled) {
        assertThat(Outcomes.await(checkpoints.save(lease, new Progress(position, parked, handled)))).isTrue();
    }

    private List<Long> wanted(PartitionLease lease) {
        return Outcomes.await(checkpoints.wantedAgain(lease, 10)).stream().map(ParkedEvent::globalPosition).toList();
    }

    private static ParkedEvent parked(String stream, long position) {
        return new ParkedEvent(NAME, stream, position, position, "broken", Instant.now());
    }
}
