package io.quarkiverse.eventstore.it.jdbc;

import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;

/** Rows and streams agree to the last one, whatever fails on the way. */
@QuarkusTest
class RandomFailuresTest {

    private static final int USERS = 32;
    private static final int COMMANDS = Integer.getInteger("event-store.commands", 60);
    private static final List<String> CARTS = IntStream.range(0, 8).mapToObj(i -> unique("cart")).toList();
    private static final String KILL_ONE = "select pg_terminate_backend(pid) from pg_stat_activity "
            + "where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid() limit 1";

    @Inject
    Carts carts;

    @Inject
    EventStore store;

    @Inject
    Pool pool;

    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void of_many_users_under_random_failures() {
        carts.createTable();

        Uni.join().all(IntStream.range(0, USERS).mapToObj(this::commands).toList()).andFailFast()
                .await().atMost(Duration.ofMinutes(5));

        assertThat(succeeded).hasPositiveValue();
        assertThat(failed).hasPositiveValue();
        long events = 0;
        for (String cart : CARTS) {
            long version = Outcomes.await(store.readStream(cart, Object.class)).currentStreamVersion();
            assertThat(carts.products(cart)).as(cart).isEqualTo((int) version);
            events += version;
        }
        assertThat(events).isGreaterThanOrEqualTo(succeeded.get());
    }

    private Uni<Void> commands(int user) {
        return Uni.createFrom().voidItem().invoke(() -> {
            Random random = new Random(user);
            for (int i = 0; i < COMMANDS; i++) {
                command(CARTS.get(random.nextInt(CARTS.size())));
            }
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Conflicts, failures after the append, and now and then somebody's connection is killed. */
    private void command(String cart) {
        try {
            carts.add(cart, this::last);
            succeeded.incrementAndGet();
        } catch (RuntimeException e) {
            failed.incrementAndGet();
        }
    }

    private void last() {
        switch (ThreadLocalRandom.current().nextInt(50)) {
            case 0, 1, 2, 3 -> throw new IllegalStateException("Not today.");
            case 4, 5 -> Outcomes.await(pool.query(KILL_ONE).execute().replaceWithVoid().onFailure().recoverWithNull());
            default -> {
            }
        }
    }
}
