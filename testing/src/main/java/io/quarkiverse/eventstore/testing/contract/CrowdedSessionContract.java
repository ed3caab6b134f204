package io.quarkiverse.eventstore.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.StreamNames;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/**
 * Sessions with much to do, and sessions that many wait for.
 */
public abstract class CrowdedSessionContract extends Contract {

    private static final int MANY = 3_000;
    private static final int WAITING = 600;
    private static final AggregateStreamOptions<Integer, ShoppingCartEvent> COUNT = AggregateStreamOptions
            .of(ShoppingCartEvent.class, () -> 0, (count, event) -> count + 1);

    @Test
    void a_session_of_thousands_of_appends_ends_and_each_append_has_its_hook() {
        String cart = StreamNames.unique("cart");

        inSession(session -> Multi.createFrom().range(0, MANY)
                .onItem().transformToUniAndConcatenate(i -> session.appendToStream(cart, List.of(ShoppingCartEvent.added("a"))))
                .collect().last());

        assertThat(await(store().aggregateStream(cart, COUNT)).state()).isEqualTo(MANY);
        assertThat(underTest().hooks().toldTo(RecordingHook.NAME, cart)).hasSize(MANY);
    }

    @Test
    void all_who_wait_for_a_session_append_after_it() {
        String cart = StreamNames.unique("cart");
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> session = underTest().sessions().withSession(open -> added(open, cart)
                .invoke(() -> held.complete(null))
                .chain(() -> Uni.createFrom().completionStage(release))).subscribeAsCompletionStage();
        assertThat(held).succeedsWithin(Outcomes.AT_MOST);
        List<CompletableFuture<AppendToStreamResult>> waiting = IntStream.range(0, WAITING)
                .mapToObj(i -> appending(cart, ExpectedStreamVersion.any(), ShoppingCartEvent.added("b"))
                        .subscribeAsCompletionStage())
                .toList();

        release.complete(null);

        assertThat(session).succeedsWithin(Outcomes.AT_MOST);
        assertThat(waiting).allSatisfy(append -> assertThat(append).succeedsWithin(Outcomes.AT_MOST));
        assertAtVersion(cart, WAITING + 1);
    }

    @Test
    void two_appends_of_one_session_wait_together_for_another_session() {
        String cart = StreamNames.unique("cart");
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> first = underTest().sessions().withSession(open -> added(open, cart)
                .invoke(() -> held.complete(null))
                .chain(() -> Uni.createFrom().completionStage(release))).subscribeAsCompletionStage();
        assertThat(held).succeedsWithin(Outcomes.AT_MOST);
        CompletableFuture<?> second = underTest().sessions().withSession(open -> Uni.join()
                .all(added(open, cart), added(open, cart)).andFailFast()).subscribeAsCompletionStage();

        release.complete(null);

        assertThat(first).succeedsWithin(Outcomes.AT_MOST);
        assertThat(second).succeedsWithin(Outcomes.AT_MOST);
        assertAtVersion(cart, 3);
    }

    @Test
    void a_stream_of_events_ends_with_its_session() {
        String cart = StreamNames.unique("cart");
        append(cart, IntStream.range(0, 2_500).mapToObj(i -> (Object) ShoppingCartEvent.added("a")).toArray());
        AtomicReference<AssertSubscriber<RecordedEvent<ShoppingCartEvent>>> events = new AtomicReference<>();

        inSession(session -> {
            events.set(session.streamEvents(cart, ShoppingCartEvent.class).subscribe()
                    .withSubscriber(AssertSubscriber.create(10)));
            return session.streamExists(cart);
        });

        events.get().awaitItems(10, Outcomes.AT_MOST).request(Long.MAX_VALUE);
        assertThat(events.get().awaitFailure(Outcomes.AT_MOST).getFailure()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it is over");
    }

    private static Uni<AppendToStreamResult> added(EventStoreSession session, String cart) {
        return session.appendToStream(cart, List.of(ShoppingCartEvent.added("a")));
    }
}
