package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.projection.SubscribedProjections;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;

/** Versions of read models when nodes, readers and operators do not do what one would like them to. */
class ProjectionVersionsTest {

    private static final String NAME = "carts";

    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage storage = database.storage(8);
    private final DurableSubscriptions subscriptions = TestDatabase.subscriptions(storage, Duration.ofSeconds(20));
    private final SubscribedProjections projections = TestDatabase.projections(storage, subscriptions);

    @AfterEach
    void stop() {
        Outcomes.await(projections.stop(NAME).onFailure(IllegalArgumentException.class).recoverWithNull());
        database.close();
    }

    @Test
    void waiting_for_one_that_was_prepared_but_never_started_ends() {
        database.execute("insert into event_store.projections (projection_name) values ('carts')");

        var failure = Outcomes.failureOf(projections.hasSeen(NAME, 1, Duration.ofMillis(200)));

        assertThat(failure).isInstanceOf(TimeoutException.class)
                .hasMessage("Projection carts: expected position 1 within PT0.2S, but it is at 0.");
    }

    @Test
    void a_table_does_not_start_from_the_end() {
        var fromEnd = new CartTable(SubscriptionOptions.named(NAME).withStartFrom(StartFrom.end()));

        var failure = Outcomes.failureOf(projections.start(fromEnd));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Projection carts: expected it to start from a position, where each version of it begins, but it "
                        + "starts from the end of the log.");
    }

    private long append(String stream, int events) {
        return Outcomes.await(TestDatabase.store(storage).appendToStream(stream, ShoppingCartEvent.numbered("p", events)))
                .lastEventGlobalPosition();
    }
}
