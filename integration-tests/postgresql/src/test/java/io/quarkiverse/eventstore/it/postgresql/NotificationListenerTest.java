package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.sqlclient.Pool;

/** The connection on which a node hears of others. */
class NotificationListenerTest {

    private static final int CONNECTIONS = 4;
    private static final int BREAKS = 3;

    private final AtomicInteger attempts = new AtomicInteger();
    private final TestDatabase database = TestDatabase.migrated();
    private final NetServer network = brittleNetwork();
    private final Pool pool = database.pool(CONNECTIONS, options -> options.setPort(network.actualPort()));

    @AfterEach
    void drop() {
        database.close();
        network.close().toCompletionStage().toCompletableFuture().join();
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
    private NetServer brittleNetwork() {
        NetServer server = TestDatabase.vertx().createNetServer().connectHandler(client -> {
            client.pause();
            TestDatabase.vertx().createNetClient().connect(database.serverPort(), "localhost")
                    .onSuccess(there -> connect(client, there));
        });
        return server.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    private void connect(NetSocket client, NetSocket there) {
        client.handler(bytes -> {
            if (bytes.toString().contains("listen event_store") && attempts.incrementAndGet() <= BREAKS) {
                client.close();
            } else {
                there.write(bytes);
            }
        });
        there.handler(client::write);
        client.closeHandler(closed -> there.close());
        there.closeHandler(closed -> client.close());
        client.resume();
    }
}
