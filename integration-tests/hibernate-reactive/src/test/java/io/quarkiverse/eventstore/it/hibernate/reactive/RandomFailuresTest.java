package io.quarkiverse.eventstore.it.hibernate.reactive;

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
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Entities and streams agree to the last row, whatever fails on the way. */
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
    Callers callers;

    @Inject
    EventStore store;

    @Inject
    Pool pool;

    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @Test
    void of_many_users_under_random_failures() {
        Uni.join().all(IntStream.range(0, USERS).mapToObj(this::commands).toList()).andFailFast()
                .await().atMost(Duration.ofMinutes(5));

        assertThat(succeeded).hasPositiveValue();
        assertThat(failed).hasPositiveValue();
        long events = 0;
        for (String cart : CARTS) {
            long version = callers.await(() -> store.readStream(cart, Object.class)).currentStreamVersion();
            int products = callers.await(() -> Panache.withSession(() -> CartSummary.<CartSummary> findById(cart)
                    .map(found -> found == null ? 0 : found.products)));
            assertThat(products).as(cart).isEqualTo((int) version);
            events += version;
        }
        assertThat(events).isGreaterThanOrEqualTo(succeeded.get());
    }

    private Uni<Void> commands(int user) {
        Random random = new Random(user);
        return Multi.createFrom().range(0, COMMANDS)
                .onItem().transformToUniAndConcatenate(i -> command(CARTS.get(random.nextInt(CARTS.size()))))
                .onItem().ignoreAsUni();
    }

    /** Conflicts, failures after the append, and now and then somebody's connection is killed. */
    private Uni<Void> command(String cart) {
        return callers.inRequest(() -> carts.add(cart, Uni.createFrom().deferred(RandomFailuresTest.this::last)))
                .onItem().invoke(succeeded::incrementAndGet)
                .onFailure().invoke(failed::incrementAndGet)
                .onFailure().recoverWithNull();
    }

    private Uni<Void> last() {
        return switch (ThreadLocalRandom.current().nextInt(50)) {
            case 0, 1, 2, 3 -> Uni.createFrom().failure(new IllegalStateException("Not today."));
            case 4, 5 -> pool.query(KILL_ONE).execute().replaceWithVoid();
            default -> Uni.createFrom().voidItem();
        };
    }
}
