package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.it.postgresql.ServerProxy.Fate;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;

/** The connection on which a node hears of others. */
class NotificationListenerTest {

    private static final int CONNECTIONS = 4;
    private static final int BREAKS = 3;

    private final AtomicInteger attempts = new AtomicInteger();
    private final TestDatabase database = TestDatabase.migrated();
    private final ServerProxy network = new ServerProxy(database.serverPort(), () -> this::fate);
    private final Pool pool = database.pool(CONNECTIONS, options -> options.setPort(network.port()));

    @AfterEach
    void drop() {
        database.close();
        network.close();
    }

    @Test
    void is_one_however_often_it_breaks_while_it_begins_to_listen() {
        Cancellable listening = TestDatabase.over(pool).listen("listen event_store", text -> {
        });

        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> attempts.get() > BREAKS);

        take(CONNECTIONS - 1);
        listening.cancel();
        take(1);
    }

    /** Takes connections of the pool for the rest of the test. */
    private void take(int connections) {
        var taken = IntStream.range(0, connections).mapToObj(i -> pool.getConnection()).toList();
        assertThat(Future.all(taken).toCompletionStage().toCompletableFuture()).succeedsWithin(Outcomes.AT_MOST);
    }

    /** Breaks the connections of the first that begin to listen, without a word. */
    private Fate fate(Buffer bytes) {
        return bytes.toString().contains("listen event_store") && attempts.incrementAndGet() <= BREAKS ? Fate.BROKEN
                : Fate.PASSED_ON;
    }
}
