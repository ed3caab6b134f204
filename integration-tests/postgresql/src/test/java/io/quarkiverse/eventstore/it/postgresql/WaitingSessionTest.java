package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** A session that waits for a connection, while another one has the only one of the pool. */
class WaitingSessionTest {

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(1);
    private final EventStoreSessionFactory sessions = TestNode.sessions(storage);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void does_not_begin_its_work_when_it_was_cancelled() {
        AtomicBoolean isAtWork = new AtomicBoolean();
        StorageTransaction holder = Outcomes.await(storage.begin());
        Cancellable waiting = sessions.withSession(session -> {
            isAtWork.set(true);
            return Uni.createFrom().voidItem();
        }).subscribe().with(done -> {
        });

        waiting.cancel();
        Outcomes.await(holder.rollback());

        CompletableFuture<Void> next = sessions.withSession(session -> Uni.createFrom().voidItem())
                .subscribeAsCompletionStage();
        assertThat(next).succeedsWithin(Outcomes.AT_MOST);
        assertThat(isAtWork).isFalse();
    }

    @Test
    void gives_a_result_that_is_a_failure_to_its_caller_as_a_result() {
        IllegalStateException toReport = new IllegalStateException("to be reported");

        Throwable result = Outcomes.await(sessions.withSession(session -> Uni.createFrom().item((Throwable) toReport)));

        assertThat(result).isSameAs(toReport);
    }
}
