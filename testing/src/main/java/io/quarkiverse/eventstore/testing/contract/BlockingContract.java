package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.numbered;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnexpectedEventTypeException;
import io.quarkiverse.eventstore.testing.contract.fixture.EventLoop;
import io.quarkiverse.eventstore.testing.contract.fixture.InvoiceEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.UnregisteredEvent;

/**
 * The blocking event store: the same answers, and none on an event loop.
 */
public abstract class BlockingContract extends Contract {

    private final String cart = unique("cart");

    @Test
    public void appends_like_the_reactive_store() {
        AppendToStreamResult created = blocking().appendToStream(cart, numbered("apple", 3));
        AppendToStreamResult extended = blocking().appendToStream(cart, List.of(opened()), AppendToStreamOptions.expecting(3));

        assertThat(created).isEqualTo(new AppendToStreamResult(3, true, recorded(cart).get(2).globalPosition()));
        assertThat(extended).isEqualTo(new AppendToStreamResult(4, false, recorded(cart).get(3).globalPosition()));
    }

    @Test
    public void reads_like_the_reactive_store() {
        append(cart, added(9));
        ReadStreamOptions part = ReadStreamOptions.backwards().withFrom(3).withMaxCount(4);

        assertThat(blocking().readStream(cart, ShoppingCartEvent.class)).isEqualTo(read(cart));
        assertThat(blocking().readStream(cart, ShoppingCartEvent.class, part)).isEqualTo(read(cart, part));
        assertThat(blocking().readStream(unique("cart"), ShoppingCartEvent.class)).isEqualTo(read(unique("cart")));
    }

    @Test
    public void streams_events_like_the_reactive_store() {
        append(cart, added(2_500));

        try (Stream<RecordedEvent<Object>> events = blocking().streamEvents(cart, Object.class)) {
            assertThat(events.map(RecordedEvent::streamVersion).toList())
                    .isEqualTo(LongStream.rangeClosed(1, 2_500).boxed().toList());
        }
        try (Stream<RecordedEvent<Object>> events = blocking().streamEvents(cart, Object.class, ReadStreamOptions.to(0))) {
            assertThat(events).isEmpty();
        }
    }

    @Test
    public void streams_events_that_may_be_left_before_their_end() {
        append(cart, added(2_500));

        for (int i = 0; i < 50; i++) {
            try (Stream<RecordedEvent<Object>> events = blocking().streamEvents(cart, Object.class)) {
                assertThat(events.iterator().next().streamVersion()).isEqualTo(1);
            }
        }

        assertThat(blocking().streamExists(cart)).isTrue();
    }

    @Test
    public void throws_what_a_stream_of_events_fails_with() {
        append(cart, opened());

        try (Stream<RecordedEvent<InvoiceEvent>> events = blocking().streamEvents(cart, InvoiceEvent.class)) {
            assertThatThrownBy(events::toList).isInstanceOf(UnexpectedEventTypeException.class);
        }
    }

    @Test
    public void aggregates_like_the_reactive_store() {
        append(cart, added(1_200));
        var counting = AggregateStreamOptions.of(ShoppingCartEvent.class, () -> 0, (count, event) -> count + 1);

        assertThat(blocking().aggregateStream(cart, counting)).isEqualTo(await(store().aggregateStream(cart, counting)));
    }

    @Test
    public void tells_whether_a_stream_exists() {
        assertThat(blocking().streamExists(cart)).isFalse();

        append(cart, opened());

        assertThat(blocking().streamExists(cart)).isTrue();
    }

    @Test
    public void throws_conflicts_as_they_are() {
        append(cart, added(5));

        assertThatThrownBy(() -> blocking().appendToStream(cart, List.of(opened()), AppendToStreamOptions.expecting(3)))
                .isInstanceOf(ConcurrencyException.class)
                .hasMessage("Stream " + cart + ": expected version 3, but it is at 5.");
        assertThatThrownBy(() -> blocking().readStream(cart, Object.class, ReadStreamOptions.expectedStreamVersion(3)))
                .isInstanceOf(ConcurrencyException.class);
        assertAtVersion(cart, 5);
    }

    @Test
    public void throws_refusals_as_they_are() {
        assertThatThrownBy(() -> blocking().appendToStream(cart, List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(cart);
        assertThatThrownBy(() -> blocking().appendToStream(cart, List.of(new UnregisteredEvent("x"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(UnregisteredEvent.class.getName());
        assertThatThrownBy(() -> blocking().readStream(" ", Object.class)).isInstanceOf(IllegalArgumentException.class);
        assertMissing(cart);
    }

    @Test
    public void refuses_every_call_on_an_event_loop_and_says_what_to_do() {
        var counting = AggregateStreamOptions.of(Object.class, () -> 0, (count, event) -> count + 1);

        for (Consumer<BlockingEventStore> call : List.<Consumer<BlockingEventStore>> of(
                store -> store.appendToStream(cart, List.of(opened())),
                store -> store.appendToStream(cart, List.of(opened()), AppendToStreamOptions.expecting(0)),
                store -> store.readStream(cart, Object.class),
                store -> store.readStream(cart, Object.class, ReadStreamOptions.to(3)),
                store -> store.streamEvents(cart, Object.class).close(),
                store -> store.streamEvents(cart, Object.class, ReadStreamOptions.to(3)).close(),
                store -> store.aggregateStream(cart, counting),
                store -> store.streamExists(cart))) {
            assertThat(EventLoop.call(() -> catchThrowable(() -> call.accept(blocking()))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("BlockingEventStore").hasMessageContaining("event loop")
                    .hasMessageContaining("@Blocking");
        }
    }

    @Test
    public void sends_nothing_from_an_event_loop() {
        assertThat(EventLoop.call(() -> catchThrowable(() -> blocking().appendToStream(cart, List.of(opened())))))
                .isInstanceOf(IllegalStateException.class);

        assertMissing(cart);
    }

    @Test
    public void works_on_other_threads_than_the_event_loop() {
        List<AppendToStreamResult> results = Stream.generate(() -> List.of(opened())).limit(20).parallel()
                .map(events -> blocking().appendToStream(cart, events)).toList();

        assertThat(results).extracting(AppendToStreamResult::nextExpectedStreamVersion).doesNotHaveDuplicates();
        assertAtVersion(cart, 20);
    }

    private BlockingEventStore blocking() {
        return underTest().blocking();
    }
}
