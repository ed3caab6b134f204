package io.quarkiverse.eventstore.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.runtime.inmemory.InMemoryEventStorage;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.runtime.vertx.VertxLoops;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Inline projections in memory, where they are always inline. */
class InlineReadModelsTest {

    private static final String NAME = "names";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final RunnerLoops loops = new VertxLoops().loops(vertx, threads);
    private final RegisteredEventTypes types = RegisteredEventTypes
            .of(List.of(new RegisteredEventType("text", String.class, List.of())));
    private final EventCodec codec = new EventCodec(types, new JacksonEventSerializer(new ObjectMapper()),
            new JacksonMetadataFormat(), Optional::empty);
    private final AtomicBoolean isCleared = new AtomicBoolean();
    private final InlineReadModels models = models();

    @AfterEach
    void stop() {
        threads.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void cannot_be_rebuilt_and_are_not_emptied() {
        assertThatThrownBy(() -> now(models.rebuild(NAME))).isInstanceOf(IllegalStateException.class)
                .hasMessage("Inline projection names: expected a back end where it can follow the log, but in memory it is "
                        + "always inline.");

        assertThat(isCleared).isFalse();
    }

    @Test
    void can_be_made_inline_as_they_are() {
        now(models.makeInline(NAME));

        assertThat(isCleared).isFalse();
    }

    private InlineReadModels models() {
        InMemoryEventStorage storage = new InMemoryEventStorage();
        InlineProjections projections = InlineProjections.of(() -> List.of(new Names()), types);
        TransactionSessionFactory transactions = new TransactionSessionFactory(storage, codec, 100, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null), projections);
        return new InlineReadModels(projections, storage, codec, transactions,
                new DurableSubscriptions(storage, codec, transactions, loops, SOON), loops.next());
    }

    private static void now(Uni<Void> uni) {
        uni.await().atMost(SOON);
    }

    private final class Names implements InlineProjection<String> {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Class<String> eventType() {
            return String.class;
        }

        @Override
        public Uni<Void> clear(EventStoreSession session) {
            isCleared.set(true);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> project(RecordedEvent<String> event, EventStoreSession session) {
            return Uni.createFrom().voidItem();
        }
    }
}
