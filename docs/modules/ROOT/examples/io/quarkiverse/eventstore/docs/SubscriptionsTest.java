package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.docs.OrderEvent.OrderPlaced;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class SubscriptionsTest {

    private static final FailurePolicy AT_ONCE = FailurePolicy.park().withRetries(0, Duration.ofMillis(1),
            Duration.ofMillis(1));

    @Inject
    Subscriptions subscriptions;

    @Inject
    EventStore store;

    @Inject
    BlockingEventStore blockingStore;

    @Inject
    Shelf shelfOfTheShop;

    private final Shelf shelf = new Shelf();
    private final String cartId = UUID.randomUUID().toString();
    private final String stream = "shopping_cart-" + cartId;
    private final Set<String> running = new HashSet<>();

    @AfterEach
    void stopAll() {
        running.forEach(name -> await(subscriptions.stop(name)));
    }

    @Test
    void events_one_by_one() {
        long position = add("shoes-" + cartId, 2);

        await(subscriptions.awaitPosition("shelf", position, Duration.ofSeconds(30)));
        assertThat(shelfOfTheShop.taken("shoes-" + cartId)).isEqualTo(2);
    }

    @Test
    void from_imperative_code() {
        // tag::blocking[]
        Uni<Void> started = subscriptions.start(
                SubscriptionOptions.named("shelf-blocking").withHandlerThread(HandlerThread.WORKER),
                ProductItemAdded.class,
                EventHandler.blocking(event -> shelf.takeNow(event.data().productId(), event.data().quantity())));
        // end::blocking[]
        start("shelf-blocking", started);

        add("shoes-" + cartId, 2);

        eventually(() -> shelf.taken("shoes-" + cartId) == 2);
    }

    @Test
    void events_in_batches() {
        // tag::batches[]
        Uni<Void> started = subscriptions.startBatches(
                SubscriptionOptions.named("shelf-batches").withBatchSize(100),
                ProductItemAdded.class,
                batch -> shelf.takeAll(batch.stream().map(RecordedEvent::data).toList()));
        // end::batches[]
        start("shelf-batches", started);

        add("shoes-" + cartId, 2);

        eventually(() -> shelf.taken("shoes-" + cartId) == 2);
    }

    @Test
    void events_in_the_transaction_of_the_checkpoint() {
        // tag::transactional[]
        Uni<Void> started = subscriptions.startTransactional(
                SubscriptionOptions.named("orders").withFilter(EventFilter.eventTypes(ShoppingCartConfirmed.class)),
                ShoppingCartConfirmed.class,
                (event, session) -> session
                        .appendToStream("order-" + event.streamName(), List.of(new OrderPlaced(event.streamName())))
                        .replaceWithVoid());
        // end::transactional[]
        start("orders", started);

        blockingStore.appendToStream(stream, List.of(new ShoppingCartConfirmed()));

        eventually(() -> blockingStore.streamExists("order-" + stream));
        assertThat(blockingStore.readStream("order-" + stream, OrderEvent.class).events()).hasSize(1);
    }

    @Test
    void options() {
        // tag::options[]
        SubscriptionOptions options = SubscriptionOptions.named("shelf-options")
                .withFilter(EventFilter.categories("shopping_cart").withEventTypes(ProductItemAdded.class))
                .withStartFrom(StartFrom.end())
                .withPartitions(4)
                .withBatchSize(100)
                .withFailurePolicy(FailurePolicy.park().withRetries(3, Duration.ofMillis(200), Duration.ofSeconds(5)));
        // end::options[]
        add("before-" + cartId, 1);
        start("shelf-options", subscriptions.start(options, ProductItemAdded.class,
                event -> shelf.take(event.data().productId(), event.data().quantity())));

        add("after-" + cartId, 1);

        eventually(() -> shelf.taken("after-" + cartId) == 1);
        assertThat(shelf.taken("before-" + cartId)).isZero();
        assertThat(await(subscriptions.state("shelf-options")).partitions()).hasSize(4);
    }

    @Test
    void ones_own_writes() {
        start("shelf-read", subscriptions.start(SubscriptionOptions.named("shelf-read"), ProductItemAdded.class,
                event -> shelf.take(event.data().productId(), event.data().quantity())));
        List<ProductItemAdded> events = List.of(new ProductItemAdded("shoes-" + cartId, 2));

        // tag::await-position[]
        Uni<Integer> taken = store.appendToStream(stream, events)
                .call(appended -> subscriptions.awaitPosition("shelf-read", appended.lastEventGlobalPosition(),
                        Duration.ofSeconds(5)))
                .map(appended -> shelf.taken("shoes-" + cartId));
        // end::await-position[]

        assertThat(await(taken)).isEqualTo(2);
    }

    @Test
    void steering() {
        start("shelf-steered", subscriptions.start(SubscriptionOptions.named("shelf-steered"), ProductItemAdded.class,
                event -> shelf.take(event.data().productId(), event.data().quantity())));
        add("shoes-" + cartId, 2);
        eventually(() -> shelf.taken("shoes-" + cartId) == 2);

        // tag::steer[]
        Uni<Void> again = subscriptions.pause("shelf-steered")
                .chain(() -> subscriptions.reset("shelf-steered", StartFrom.beginning()))
                .chain(() -> subscriptions.resume("shelf-steered"));
        // end::steer[]
        // tag::state[]
        Uni<SubscriptionState> state = subscriptions.state("shelf-steered");
        // end::state[]

        await(again);
        eventually(() -> shelf.taken("shoes-" + cartId) == 4);
        assertThat(await(state).status()).isEqualTo(SubscriptionStatus.RUNNING);
    }

    @Test
    void parked_events() {
        AtomicInteger failures = new AtomicInteger();
        start("shelf-parked", subscriptions.start(SubscriptionOptions.named("shelf-parked")
                .withFilter(EventFilter.streamPrefix(stream)).withFailurePolicy(AT_ONCE), ProductItemAdded.class,
                event -> {
                    if (failures.getAndIncrement() == 0) {
                        throw new IllegalStateException("There is no such product yet.");
                    }
                    return shelf.take(event.data().productId(), event.data().quantity());
                }));
        add("shoes-" + cartId, 2);
        eventually(() -> await(subscriptions.state("shelf-parked")).parkedEvents() == 1);

        // tag::parked[]
        Uni<List<ParkedEvent>> parked = subscriptions.parked("shelf-parked", 100);
        // end::parked[]
        assertThat(await(parked)).singleElement().satisfies(
                event -> assertThat(event.error()).contains("There is no such product yet."));
        // tag::retry[]
        Uni<Void> retried = subscriptions.retryParked("shelf-parked", stream);
        // end::retry[]

        await(retried);
        eventually(() -> shelf.taken("shoes-" + cartId) == 2);
        eventually(() -> await(parked).isEmpty());
    }

    private void start(String name, Uni<Void> started) {
        await(started);
        running.add(name);
    }

    private long add(String productId, int quantity) {
        return blockingStore.appendToStream(stream, List.of(new ProductItemAdded(productId, quantity)))
                .lastEventGlobalPosition();
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().until(condition);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
