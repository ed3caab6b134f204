package io.quarkiverse.eventstore.runtime.messaging.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.netty.channel.EventLoop;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.runtime.inmemory.InMemoryEventStorage;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.StorageEventStore;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.runtime.vertx.VertxLoops;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.providers.locals.LocalContextMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** Who may listen to a channel, and what becomes of the subscription behind it; on the store in memory. */
class IncomingChannelTest {

    private static final String SUBSCRIPTION = "mails";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final EventCodec codec = new EventCodec(
            RegisteredEventTypes.of(List.of(new RegisteredEventType("text", String.class, List.of()))),
            new JacksonEventSerializer(new ObjectMapper()), new JacksonMetadataFormat(), Optional::empty);
    private final InMemoryEventStorage storage = new InMemoryEventStorage();
    private final RunnerLoops loops = new VertxLoops().loops(vertx, threads);
    private final DurableSubscriptions subscriptions = new DurableSubscriptions(storage, codec,
            new TransactionSessionFactory(storage, codec, 100, new CommitOrder(),
                    appended -> CompletableFuture.completedStage(null),
                    InlineProjections.NONE),
            loops, SOON);
    private final LinkedBlockingQueue<Object> received = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        now(subscriptions.stopAll());
        threads.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void leaves_a_subscription_of_the_name_alone_when_that_is_somebody_elses() throws InterruptedException {
        now(subscriptions.start(SubscriptionOptions.named(SUBSCRIPTION), String.class, event -> {
            received.add(event.data());
            return Uni.createFrom().voidItem();
        }));

        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        channel(1).messages().subscribe().with(message -> {
        }, failure::complete);

        assertThat(failure).succeedsWithin(SOON).satisfies(reason -> assertThat(reason)
                .hasMessage("Subscription mails: expected it not to run on this node yet, but it does."));
        append("first");
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("first");
    }

    @Test
    void has_one_subscriber() {
        IncomingChannel channel = channel(1);
        Cancellable first = channel.messages().subscribe().with(message -> {
        });

        assertThat(failureOf(channel.messages())).hasMessage("Channel carts: expected one subscriber for as long as the "
                + "application runs, but there is another.");
        first.cancel();
        assertThat(failureOf(channel.messages())).hasMessage("Channel carts: expected one subscriber for as long as the "
                + "application runs, but the one before has gone.");
    }

    /** It would hold partitions that this node handles nothing of. */
    @Test
    void leaves_no_subscription_behind_however_early_its_consumer_goes() {
        IncomingChannel whileItSubscribes = channel(1);
        whileItSubscribes.messages().subscribe().withSubscriber(new AssertSubscriber<>(1, true));
        now(whileItSubscribes.started());
        assertThat(subscriptions.isRunning(SUBSCRIPTION)).isFalse();

        for (int i = 0; i < 100; i++) {
            String name = SUBSCRIPTION + i;
            IncomingChannel channel = channel(SubscriptionOptions.named(name), FailureStrategy.FAIL, false, 1);
            channel.messages().subscribe().with(message -> {
            }).cancel();
            now(channel.started());
            await().until(() -> !subscriptions.isRunning(name));
        }
    }

    @Test
    void says_that_its_subscription_could_not_be_started() {
        now(subscriptions.start(SubscriptionOptions.named(SUBSCRIPTION), String.class, event -> Uni.createFrom().voidItem()));
        IncomingChannel channel = channel(2);
        now(channel.started());
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2; i++) {
            channel.messages().subscribe().with(message -> {
            }, failures::add);
        }

        assertThatThrownBy(() -> now(channel.started()))
                .hasMessage("Subscription mails: expected it not to run on this node yet, but it does.");
        assertThat(failures).as("those of both copies").hasSize(2);
    }

    @Test
    void keeps_the_application_from_starting_when_its_subscription_could_not_be_started() {
        now(subscriptions.start(SubscriptionOptions.named(SUBSCRIPTION), String.class, event -> Uni.createFrom().voidItem()));
        EventStoreConnector connector = new EventStoreConnector();
        connector.subscriptions = subscriptions;
        connector.types = RegisteredEventTypes.of(List.of());
        connector.loops = loops;
        connector.details = List.of();
        Multi.createFrom()
                .publisher(connector.getPublisher(EventStoreConnectorTest.config(Map.of("subscription", SUBSCRIPTION))))
                .subscribe().with(message -> {
                }, failure -> {
                });

        assertThatThrownBy(() -> connector.onStart(new StartupEvent()))
                .hasMessage("Subscription mails: expected it not to run on this node yet, but it does.");
    }

    @Test
    void gives_again_what_was_not_acknowledged_when_it_was_closed() throws InterruptedException {
        append("first");
        Cancellable consumer = channel(1).messages().subscribe().with(received::add);
        assertThat(payload(received.poll(10, TimeUnit.SECONDS))).isEqualTo("first");

        consumer.cancel();
        now(subscriptions.stop(SUBSCRIPTION).onFailure(IllegalArgumentException.class).recoverWithNull());
        channel(1).messages().subscribe().with(received::add);

        Object again = received.poll(10, TimeUnit.SECONDS);
        assertThat(payload(again)).isEqualTo("first");
        assertThat(((Message<?>) again).ack()).succeedsWithin(SOON);
        assertThat(now(subscriptions.state(SUBSCRIPTION)).status()).isEqualTo(SubscriptionStatus.RUNNING);
    }

    @Test
    void starts_when_all_copies_listen_and_ends_them_together() throws InterruptedException {
        IncomingChannel channel = channel(2);
        append("first");
        CompletableFuture<Void> otherEnded = new CompletableFuture<>();
        Cancellable one = channel.messages().subscribe().with(received::add);
        assertThat(subscriptions.isRunning(SUBSCRIPTION)).isFalse();

        channel.messages().subscribe().with(received::add, otherEnded::completeExceptionally, () -> otherEnded.complete(null));
        assertThat(payload(received.poll(10, TimeUnit.SECONDS))).isEqualTo("first");
        one.cancel();

        assertThat(otherEnded).succeedsWithin(SOON);
    }

    @Test
    void passes_over_only_the_event_of_a_batch_that_cannot_be_handled() {
        append("first", "bad", "third");
        List<Object> handled = new CopyOnWriteArrayList<>();
        channel(FailureStrategy.IGNORE, true, 1).messages().subscribe().with(message -> {
            List<?> batch = (List<?>) message.getPayload();
            if (batch.contains("bad")) {
                message.nack(new IllegalStateException("bad"));
            } else {
                handled.addAll(batch);
                message.ack();
            }
        });

        await().untilAsserted(() -> assertThat(handled).containsExactly("first", "third"));
        await().until(() -> now(subscriptions.state(SUBSCRIPTION)).position() == 3);
    }

    @Test
    void passes_nothing_over_because_the_event_store_is_away() throws InterruptedException {
        append("first");
        channel(FailureStrategy.IGNORE, false, 1).messages().subscribe().with(received::add);

        ((Message<?>) received.poll(10, TimeUnit.SECONDS)).nack(new IllegalStateException("no answer",
                new EventStoreUnavailableException("PostgreSQL: expected an answer, but there is none.", null)));

        Object again = received.poll(10, TimeUnit.SECONDS);
        assertThat(payload(again)).isEqualTo("first");
        assertThat(((Message<?>) again).ack()).succeedsWithin(SOON);
    }

    /** As when a method takes one event class, and the channel gives all. */
    @Test
    void says_how_to_choose_what_it_gives_when_a_method_takes_something_else() throws InterruptedException {
        append("first");
        channel(SubscriptionOptions.named(SUBSCRIPTION)
                .withFailurePolicy(FailurePolicy.stop().withRetries(0, Duration.ofMillis(1), Duration.ofMillis(1))),
                FailureStrategy.FAIL, false, 1).messages().subscribe().with(received::add);

        ((Message<?>) received.poll(10, TimeUnit.SECONDS)).nack(new ClassCastException("CartOpened cannot be cast."));

        await().untilAsserted(() -> assertThat(now(subscriptions.state(SUBSCRIPTION)).lastError().orElse(""))
                .contains("Channel carts: expected a method that takes all that the channel gives", "event-types says",
                        "CartOpened cannot be cast."));
    }

    /** Each partition has one message under way, and they may be acknowledged in any order. */
    @Test
    void gives_again_what_was_not_acknowledged_although_later_events_were() throws InterruptedException {
        SubscriptionOptions partitioned = SubscriptionOptions.named(SUBSCRIPTION).withPartitions(8);
        List<String> streams = IntStream.range(0, 20).mapToObj(i -> "cart-" + i).toList();
        streams.forEach(stream -> appendTo(stream, stream));
        Cancellable consumer = channel(partitioned, FailureStrategy.FAIL, false, 1).messages().subscribe().with(received::add);
        Object earlier = received.poll(10, TimeUnit.SECONDS);
        Message<?> later = (Message<?>) received.poll(10, TimeUnit.SECONDS);

        assertThat(later.ack()).succeedsWithin(SOON);
        consumer.cancel();
        now(subscriptions.stop(SUBSCRIPTION).onFailure(IllegalArgumentException.class).recoverWithNull());
        Set<Object> again = ConcurrentHashMap.newKeySet();
        channel(partitioned, FailureStrategy.FAIL, false, 1).messages().subscribe().with(message -> {
            again.add(message.getPayload());
            message.ack();
        });

        await().untilAsserted(() -> assertThat(again).hasSize(19));
        assertThat(again).contains(payload(earlier)).doesNotContain(later.getPayload());
    }

    /** Reactive Messaging takes each message to the event loop of its context, and what follows takes one at a time. */
    @Test
    void has_one_event_loop_for_all_partitions() {
        Set<EventLoop> loops = ConcurrentHashMap.newKeySet();
        AtomicInteger messages = new AtomicInteger();
        channel(SubscriptionOptions.named(SUBSCRIPTION).withPartitions(8), FailureStrategy.FAIL, false, 1).messages()
                .subscribe()
                .with(message -> {
                    Context context = message.getMetadata(LocalContextMetadata.class).orElseThrow().context();
                    loops.add(((ContextInternal) context).nettyEventLoop());
                    messages.incrementAndGet();
                    message.ack();
                });

        for (int i = 0; i < 100; i++) {
            appendTo("cart-" + i, "first");
        }

        await().until(() -> messages.get() == 100);
        assertThat(loops).hasSize(1);
    }

    private IncomingChannel channel(int copies) {
        return channel(FailureStrategy.FAIL, false, copies);
    }

    private IncomingChannel channel(FailureStrategy strategy, boolean isInBatches, int copies) {
        return channel(SubscriptionOptions.named(SUBSCRIPTION), strategy, isInBatches, copies);
    }

    private IncomingChannel channel(SubscriptionOptions subscription, FailureStrategy strategy, boolean isInBatches,
            int copies) {
        return new IncomingChannel(new IncomingOptions("carts", subscription, strategy, isInBatches, copies),
                new EventMessages(false, List.of()), subscriptions, loops);
    }

    private void append(String... texts) {
        appendTo("cart-1", texts);
    }

    private void appendTo(String stream, String... texts) {
        now(new StorageEventStore(storage, storage, codec, 100, new CommitOrder(),
                appended -> CompletableFuture.completedStage(null))
                .appendToStream(stream, List.of(texts)));
        subscriptions.appended();
    }

    private static Object payload(Object message) {
        return ((Message<?>) message).getPayload();
    }

    private static Throwable failureOf(Multi<?> messages) {
        return messages.collect().asList().onItemOrFailure().transform((items, failure) -> failure).await().atMost(SOON);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
