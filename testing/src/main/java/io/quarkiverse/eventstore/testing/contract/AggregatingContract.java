package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ReadStreamOptions.backwards;
import static io.quarkiverse.eventstore.ReadStreamOptions.from;
import static io.quarkiverse.eventstore.ReadStreamOptions.maxCount;
import static io.quarkiverse.eventstore.ReadStreamOptions.to;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Uni;

/**
 * Folding a stream into a state.
 */
public abstract class AggregatingContract extends Contract {

    @Test
    public void gives_the_initial_state_of_a_stream_that_does_not_exist() {
        assertThat(quantity(unique("cart"), ReadStreamOptions.all())).isEqualTo(new AggregateStreamResult<>(0L, 0, false));
    }

    @Test
    public void folds_all_events() {
        assertThat(quantity(streamAt(10), ReadStreamOptions.all())).isEqualTo(new AggregateStreamResult<>(55L, 10, true));
    }

    @Test
    public void folds_events_in_the_order_of_their_versions() {
        String cart = streamAt(10);

        AggregateStreamResult<List<Integer>> result = aggregate(cart,
                AggregateStreamOptions.of(ProductAdded.class, List::<Integer> of, (quantities, event) -> {
                    List<Integer> extended = new ArrayList<>(quantities);
                    extended.add(event.quantity());
                    return extended;
                }));

        assertThat(result.state()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    public void folds_five_thousand_events() {
        String cart = streamAt(5_000);

        assertThat(quantity(cart, ReadStreamOptions.all())).isEqualTo(new AggregateStreamResult<>(12_502_500L, 5_000, true));
    }

    @Test
    public void gives_the_state_as_it_was_at_a_version() {
        String cart = streamAt(10);

        assertThat(quantity(cart, to(4))).isEqualTo(new AggregateStreamResult<>(10L, 10, true));
        assertThat(quantity(cart, to(1)).state()).isEqualTo(1);
        assertThat(quantity(cart, to(99)).state()).isEqualTo(55);
    }

    @Test
    public void gives_the_state_as_it_was_at_a_version_of_a_large_stream() {
        assertThat(quantity(streamAt(2_500), to(1_700))).isEqualTo(new AggregateStreamResult<>(1_445_850L, 2_500, true));
    }

    @Test
    public void folds_the_part_that_the_options_choose() {
        String cart = streamAt(10);

        assertThat(quantity(cart, from(9)).state()).isEqualTo(19);
        assertThat(quantity(cart, maxCount(2)).state()).isEqualTo(3);
        assertThat(quantity(cart, backwards().withMaxCount(2)).state()).isEqualTo(19);
        assertThat(quantity(cart, from(3).withTo(5).withMaxCount(2)).state()).isEqualTo(7);
    }

    @Test
    public void gives_the_initial_state_and_the_true_version_where_options_leave_no_event() {
        String cart = streamAt(5);

        for (ReadStreamOptions options : List.of(to(0), from(6), maxCount(0))) {
            assertThat(quantity(cart, options)).as("%s", options).isEqualTo(new AggregateStreamResult<>(0L, 5, true));
        }
    }

    @Test
    public void folds_the_part_that_a_copy_of_the_options_chooses() {
        String cart = streamAt(5);

        assertThat(aggregate(cart, summing(ReadStreamOptions.all()).reading(to(2))).state()).isEqualTo(3);
    }

    @Test
    public void makes_the_initial_state_once_per_fold() {
        String cart = streamAt(1_200);
        AtomicInteger made = new AtomicInteger();
        Uni<AggregateStreamResult<List<Object>>> aggregate = store().aggregateStream(cart,
                AggregateStreamOptions.<List<Object>, ShoppingCartEvent> of(ShoppingCartEvent.class, () -> {
                    made.incrementAndGet();
                    return new ArrayList<>();
                }, (state, event) -> {
                    state.add(event);
                    return state;
                }));

        assertThat(made).hasValue(0);
        assertThat(await(aggregate).state()).hasSize(1_200);
        assertThat(made).hasValue(1);
        assertThat(await(aggregate).state()).hasSize(1_200);
        assertThat(made).hasValue(2);
    }

    @Test
    public void makes_the_initial_state_for_a_missing_stream_too() {
        AtomicInteger made = new AtomicInteger();

        aggregate(unique("cart"), AggregateStreamOptions.of(Object.class, made::incrementAndGet, (state, event) -> state));

        assertThat(made).hasValue(1);
    }

    @Test
    public void hands_the_recorded_event_to_the_variant_that_asks_for_it() {
        String cart = streamAt(3);

        AggregateStreamResult<List<RecordedEvent<ShoppingCartEvent>>> result = aggregate(cart,
                AggregateStreamOptions.<List<RecordedEvent<ShoppingCartEvent>>, ShoppingCartEvent> ofRecorded(
                        ShoppingCartEvent.class, ArrayList::new, (state, event) -> {
                            state.add(event);
                            return state;
                        }));

        assertThat(result.state()).isEqualTo(read(cart).events()).hasSize(3);
    }

    @Test
    public void hands_the_recorded_events_of_a_part_to_the_variant_that_asks_for_them() {
        String cart = streamAt(9);

        AggregateStreamResult<Long> result = aggregate(cart, AggregateStreamOptions.ofRecorded(ShoppingCartEvent.class,
                () -> 0L, (state, event) -> event.streamVersion(), to(7)));

        assertThat(result).isEqualTo(new AggregateStreamResult<>(7L, 9, true));
    }

    @Test
    public void fails_with_what_evolve_throws() {
        IllegalStateException thrown = new IllegalStateException("no more");
        var options = AggregateStreamOptions.of(ProductAdded.class, () -> 0, (Integer count, ProductAdded event) -> {
            if (event.quantity() == 700) {
                throw thrown;
            }
            return count + 1;
        });

        assertThat(failureOf(store().aggregateStream(streamAt(1_200), options))).isSameAs(thrown);
    }

    @Test
    public void fails_with_what_the_initial_state_throws() {
        IllegalStateException thrown = new IllegalStateException("no state");
        var options = AggregateStreamOptions.<Integer, Object> of(Object.class, () -> {
            throw thrown;
        }, (state, event) -> state);

        assertThat(failureOf(store().aggregateStream(streamAt(1), options))).isSameAs(thrown);
    }

    @Test
    public void calls_evolve_for_no_event_behind_the_one_it_failed_at() {
        AtomicInteger calls = new AtomicInteger();
        var options = AggregateStreamOptions.of(ProductAdded.class, () -> 0, (Integer state, ProductAdded event) -> {
            calls.incrementAndGet();
            throw new IllegalStateException("at the first event");
        });

        assertThat(failureOf(store().aggregateStream(streamAt(1_200), options))).hasMessage("at the first event");
        assertThat(calls).hasValue(1);
    }

    @Test
    public void leaves_out_events_that_are_appended_while_it_folds() {
        String cart = streamAt(2_500);
        CompletableFuture<AppendToStreamResult> appended = new CompletableFuture<>();
        var options = AggregateStreamOptions.of(ProductAdded.class, () -> 0, (Integer count, ProductAdded event) -> {
            if (event.quantity() == 1) {
                store().appendToStream(cart, List.of(added("late"))).subscribe()
                        .with(appended::complete, appended::completeExceptionally);
            }
            return count + 1;
        });

        AggregateStreamResult<Integer> result = aggregate(cart, options);

        assertThat(result).isEqualTo(new AggregateStreamResult<>(2_500, 2_500, true));
        assertThat(await(Uni.createFrom().completionStage(appended)).nextExpectedStreamVersion()).isEqualTo(2_501);
    }

    @Test
    public void folds_anew_for_every_subscription() {
        String cart = streamAt(2);
        Uni<AggregateStreamResult<Long>> aggregate = store().aggregateStream(cart, summing(ReadStreamOptions.all()));

        assertThat(await(aggregate).state()).isEqualTo(3);
        append(cart, opened(), new ProductAdded("pear", 7));

        assertThat(await(aggregate)).isEqualTo(new AggregateStreamResult<>(10L, 4, true));
    }

    private String streamAt(int version) {
        String cart = unique("cart");
        append(cart, added(version));
        return cart;
    }

    private AggregateStreamResult<Long> quantity(String cart, ReadStreamOptions part) {
        return aggregate(cart, summing(part));
    }

    private <S, E> AggregateStreamResult<S> aggregate(String cart, AggregateStreamOptions<S, E> options) {
        return await(store().aggregateStream(cart, options));
    }

    private static AggregateStreamOptions<Long, ShoppingCartEvent> summing(ReadStreamOptions part) {
        return AggregateStreamOptions.of(ShoppingCartEvent.class, () -> 0L,
                (sum, event) -> event instanceof ProductAdded product ? sum + product.quantity() : sum, part);
    }
}
