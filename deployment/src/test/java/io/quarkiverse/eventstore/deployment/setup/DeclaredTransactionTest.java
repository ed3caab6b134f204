package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Handler methods that take the session, on a database. */
class DeclaredTransactionTest {

    private static final PostgresServer SERVER = PostgresServer.start();
    private static final Set<Request> LIVING = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SERVER.application()
            .withApplicationRoot(jar -> jar.addClasses(PostgresServer.class, CounterEvent.class, CounterEvent.Raised.class))
            .setAfterAllCustomizer(SERVER::stop);

    @Inject
    EventStore store;

    @Test
    void write_with_the_checkpoint_reactively_or_blocking() {
        List<CounterEvent.Raised> events = List.of(new CounterEvent.Raised(1), new CounterEvent.Raised(2));

        store.appendToStream("counter-1", events).await().indefinitely();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(List.of("reactive-1", "reactive-2", "blocking-1", "blocking-2")).allMatch(this::exists);
            assertThat(LIVING).isEmpty();
        });
    }

    private boolean exists(String stream) {
        return store.streamExists(stream).await().indefinitely();
    }

    sealed interface CounterEvent {
        record Raised(int by) implements CounterEvent {
        }
    }

    @RequestScoped
    static class Request {

        int check(int number) {
            LIVING.add(this);
            return number;
        }

        @PreDestroy
        void end() {
            LIVING.remove(this);
        }
    }

    @Subscription(name = "reactive", category = "counter")
    static class Reactive {

        @Inject
        Request request;

        Uni<Void> on(CounterEvent.Raised event, EventStoreSession session) {
            return session.unwrap(SqlConnection.class).query("select 1").execute()
                    .invoke(() -> request.check(event.by()))
                    .chain(() -> session.appendToStream("reactive-" + event.by(), List.of(event)))
                    .invoke(() -> request.check(event.by()))
                    .replaceWithVoid();
        }
    }

    @Subscription(name = "blocking", category = "counter")
    static class Blocking {

        @Inject
        Request request;

        void on(CounterEvent.Raised event, EventStoreSession session) {
            session.appendToStream("blocking-" + request.check(event.by()), List.of(event)).await().indefinitely();
        }
    }
}
