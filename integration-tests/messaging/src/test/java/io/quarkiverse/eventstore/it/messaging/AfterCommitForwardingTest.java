package io.quarkiverse.eventstore.it.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.it.messaging.CartEvent.ProductAdded;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class AfterCommitForwardingTest {

    private static final String PREFIX = "event.store.forwarding.after.commit.";
    private static final int WRITERS = 8;
    private static final int ROUNDS = 100;

    private final String stream = "after-" + UUID.randomUUID();

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    SentAfterCommit sent;

    @Inject
    MeterRegistry meters;

    @Inject
    Config config;

    @Test
    void a_channel_that_the_application_consumes_has_no_attributes_of_a_connector() {
        assertThat(config.getPropertyNames()).noneMatch(name -> name.startsWith("mp.messaging.outgoing.sent.")
                || name.startsWith("mp.messaging.outgoing.forwarded."));
    }

    @Test
    void sends_what_racing_writers_commit_in_the_order_of_the_stream() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        now((writer + i) % 4 == 0 ? inSession() : store.appendToStream(stream, List.of(product())));
                    }
                })).toList();
        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();

        int count = WRITERS * ROUNDS * 5 / 4;
        await().atMost(Duration.ofSeconds(30)).until(() -> sent.events(stream).size() == count);
        assertThat(sent.events(stream))
                .isEqualTo(IntStream.rangeClosed(1, count).mapToObj(version -> stream + ":" + version).toList());
    }

    @Test
    void sends_nothing_of_a_session_that_is_rolled_back_and_what_comes_next() {
        assertThat(sessions.withSession(session -> session.appendToStream(stream, List.of(product()))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))
                .onFailure().recoverWithNull().await().atMost(Duration.ofSeconds(30))).isNull();
        now(store.appendToStream(stream, List.of(product(), product())));

        await().until(() -> sent.events(stream).size() == 2);
        assertThat(sent.events(stream)).containsExactly(stream + ":1", stream + ":2");
    }

    @Test
    void sends_events_of_the_wanted_categories_only() {
        String other = "not-" + stream;
        now(store.appendToStream(other, List.of(product())));
        now(store.appendToStream(stream, List.of(product())));

        await().until(() -> sent.events(stream).size() == 1);
        assertThat(sent.events(other)).isEmpty();
    }

    @Test
    void counts_what_was_sent() {
        double before = counted("sent");
        now(store.appendToStream(stream, List.of(product(), product())));

        await().until(() -> counted("sent") == before + 2);
        await().until(() -> meters.get(PREFIX + "buffered").gauge().value() == 0);
        assertThat(counted("dropped") + counted("lost")).isZero();
    }

    private double counted(String name) {
        return meters.get(PREFIX + name).functionCounter().count();
    }

    private Uni<?> inSession() {
        return sessions.withSession(session -> session.appendToStream(stream, List.of(product()))
                .chain(() -> session.appendToStream(stream, List.of(product()))));
    }

    private static ProductAdded product() {
        return new ProductAdded("apple");
    }

    private static void now(Uni<?> uni) {
        uni.await().atMost(Duration.ofSeconds(30));
    }

    static class Meters {

        @Produces
        @Singleton
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }
}
