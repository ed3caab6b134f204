package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.StreamAppend;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.quarkiverse.eventstore.testing.contract.fixture.UnregisteredEvent;
import io.smallrye.mutiny.Uni;

/**
 * What becomes of appends to several streams that are made in one call: all take place, or none does.
 */
public abstract class SeveralStreamsContract extends Contract {

    /** Not in the order of their names: locks must not depend on the caller's order, results must. */
    private final String from = unique("z-account");
    private final String to = unique("a-account");

    @Test
    public void appends_to_all_and_answers_in_the_order_of_the_list() {
        append(from, added(3));

        List<AppendToStreamResult> results = appendAll(StreamAppend.to(from, List.of(opened(), opened())).expecting(3),
                StreamAppend.to(to, List.of(opened())).expecting(noStream()));

        assertThat(results).containsExactly(
                new AppendToStreamResult(5, false, recorded(from).get(4).globalPosition()),
                new AppendToStreamResult(1, true, recorded(to).get(0).globalPosition()));
        assertAtVersion(from, 5);
        assertAtVersion(to, 1);
    }

    @Test
    public void gives_the_events_positions_in_the_order_of_the_list() {
        appendAll(StreamAppend.to(from, List.of(opened(), opened())), StreamAppend.to(to, List.of(opened(), opened())));

        List<Long> positions = new ArrayList<>(positionsOf(recorded(from)));
        positions.addAll(positionsOf(recorded(to)));
        assertThat(positions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    public void takes_a_single_append() {
        assertThat(appendAll(StreamAppend.to(from, List.of(opened())).expecting(0))).hasSize(1);

        assertAtVersion(from, 1);
        assertConflict(from, "expected no stream, but it is at 1.",
                StreamAppend.to(from, List.of(opened())).expecting(noStream()));
    }

    @Test
    public void takes_many_streams() {
        List<String> streams = IntStream.range(0, 100).mapToObj(i -> unique("account")).toList();

        List<AppendToStreamResult> results = await(store().appendToStreams(
                streams.stream().map(stream -> StreamAppend.to(stream, Arrays.asList(added(3))).expecting(0)).toList()));

        assertThat(results).hasSize(100)
                .allSatisfy(result -> assertThat(result.nextExpectedStreamVersion()).isEqualTo(3));
        streams.forEach(stream -> assertAtVersion(stream, 3));
    }

    @Test
    public void appends_nothing_when_one_stream_is_at_another_version() {
        append(to, added(2));

        assertConflict(to, "expected version 1, but it is at 2.", StreamAppend.to(from, List.of(opened())),
                StreamAppend.to(to, List.of(opened())).expecting(1));

        assertMissing(from);
        assertAtVersion(to, 2);
    }

    @Test
    public void appends_nothing_when_one_stream_does_not_exist() {
        append(from, added(2));

        assertConflict(to, "expected an existing stream, but it does not exist.",
                StreamAppend.to(from, List.of(opened())).expecting(2),
                StreamAppend.to(to, List.of(opened())).expecting(streamExists()));

        assertAtVersion(from, 2);
        assertMissing(to);
    }

    @Test
    public void names_the_first_of_several_conflicts_in_the_order_of_the_list() {
        append(from, added(1));
        append(to, added(1));

        assertConflict(from, "expected version 7, but it is at 1.", StreamAppend.to(from, List.of(opened())).expecting(7),
                StreamAppend.to(to, List.of(opened())).expecting(7));
        assertConflict(to, "expected version 7, but it is at 1.", StreamAppend.to(to, List.of(opened())).expecting(7),
                StreamAppend.to(from, List.of(opened())).expecting(7));
    }

    @Test
    public void leaves_streams_as_they_can_be_appended_to_after_a_conflict() {
        assertConflict(to, "expected version 1, but it does not exist.", StreamAppend.to(from, List.of(opened())),
                StreamAppend.to(to, List.of(opened())).expecting(1));

        append(from, noStream(), opened());
        append(to, noStream(), opened());

        assertAtVersion(from, 1);
        assertAtVersion(to, 1);
    }

    @Test
    public void gives_the_original_results_when_it_is_repeated() {
        append(from, added(2));
        Uni<List<AppendToStreamResult>> transfer = store().appendToStreams(List.of(
                StreamAppend.to(from, List.of(opened())).expecting(2),
                StreamAppend.to(to, List.of(opened(), opened())).expecting(noStream())));
        List<AppendToStreamResult> original = await(transfer);
        append(to, added(2));

        assertThat(await(transfer)).isEqualTo(original);

        assertAtVersion(from, 3);
        assertAtVersion(to, 4);
    }

    @Test
    public void is_a_conflict_when_only_some_of_it_was_there() {
        EventData<?> event = EventData.of(opened());
        append(from, noStream(), event);

        assertConflict(from, "expected no stream, but it is at 1.", StreamAppend.to(to, List.of(opened())).expecting(0),
                StreamAppend.to(from, List.of(event)).expecting(noStream()));

        assertAtVersion(from, 1);
        assertMissing(to);
    }

    @Test
    public void takes_the_events_when_the_method_is_called() {
        List<Object> events = new ArrayList<>(List.of(opened()));
        List<StreamAppend> appends = new ArrayList<>(List.of(StreamAppend.to(from, events)));
        EventStoreUnderTest underTest = underTest();

        inSession(session -> {
            Uni<?> append = session.appendToStreams(appends);
            events.add(opened());
            appends.clear();
            return append;
        });

        assertThat(await(underTest.store().readStream(from, Object.class)).events()).hasSize(1);
    }

    @Test
    public void is_part_of_a_session() {
        inSession(session -> session.appendToStreams(transfer())
                .chain(() -> session.readStream(from, Object.class))
                .invoke(read -> assertThat(read.currentStreamVersion()).isEqualTo(1)));
        Throwable failure = failureInSession(session -> session.appendToStreams(transfer())
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("after it"))));

        assertThat(failure).hasMessage("after it");
        assertAtVersion(from, 1);
        assertAtVersion(to, 1);
    }

    @Test
    public void dooms_its_session_when_it_fails() {
        append(to, opened());

        Throwable failure = failureInSession(session -> session.appendToStream(unique("other"), List.of(opened()))
                .chain(() -> session.appendToStreams(List.of(StreamAppend.to(from, List.of(opened())),
                        StreamAppend.to(to, List.of(opened())).expecting(0))))
                .onFailure().recoverWithNull());

        assertThat(failure).isInstanceOf(ConcurrencyException.class);
        assertMissing(from);
        assertAtVersion(to, 1);
    }

    @Test
    public void blocks_in_the_blocking_store() {
        List<AppendToStreamResult> results = underTest().blocking().appendToStreams(transfer());

        assertThat(results).extracting(AppendToStreamResult::nextExpectedStreamVersion).containsExactly(1L, 1L);
        assertAtVersion(to, 1);
    }

    @Test
    public void tells_hooks_of_each_stream_once() {
        appendAll(transfer().toArray(StreamAppend[]::new));

        eventually(() -> told(from).size() == 1 && told(to).size() == 1);
        assertThat(List.<Object> copyOf(told(from).get(0).events())).isEqualTo(recorded(from));
        assertThat(List.<Object> copyOf(told(to).get(0).events())).isEqualTo(recorded(to));
    }

    @Test
    public void tells_hooks_nothing_of_a_conflict() {
        append(to, opened());
        eventually(() -> told(to).size() == 1);

        assertConflict(to, "expected no stream, but it is at 1.", StreamAppend.to(from, List.of(opened())),
                StreamAppend.to(to, List.of(opened())).expecting(noStream()));

        assertThat(told(from)).isEmpty();
        assertThat(told(to)).hasSize(1);
    }

    @Test
    public void refuses_no_appends() {
        assertThat(failureOf(store().appendToStreams(List.of()))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Append to several streams: expected appends, but the list is empty.");
        assertThat(failureOf(store().appendToStreams(null))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Append to several streams: expected appends, but the list is null.");
        assertThat(failureOf(store().appendToStreams(Collections.singletonList(null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Append to several streams, append 0: expected an append, but it is null.");
    }

    @Test
    public void refuses_a_stream_that_is_named_twice() {
        assertRefused("Stream " + from + ": expected it once in an append to several streams, but append 2 names it again. "
                + "Put its events into one append.", StreamAppend.to(from, List.of(opened())),
                StreamAppend.to(to, List.of(opened())), StreamAppend.to(from, List.of(opened())));
    }

    @Test
    public void refuses_all_for_one_that_is_refused() {
        assertRefused("Stream " + to + ": expected events to append, but the list is empty.",
                StreamAppend.to(from, List.of(opened())), StreamAppend.to(to, List.of()));
        assertRefused("Stream " + to + ": expected options of the append, but they are null.",
                StreamAppend.to(from, List.of(opened())), new StreamAppend(to, List.of(opened()), null));
        assertThat(failureOf(store().appendToStreams(List.of(StreamAppend.to(from, List.of(opened())),
                StreamAppend.to(to, List.of(opened(), new UnregisteredEvent("x")))))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(to).hasMessageContaining(", event 1");
        assertMissing(from);
    }

    @Test
    public void exactly_one_of_many_racers_with_overlapping_streams_wins() {
        String third = unique("m-account");
        List<List<String>> pairs = List.of(List.of(from, to), List.of(to, from), List.of(to, third), List.of(third, from));

        List<Outcome<List<AppendToStreamResult>>> outcomes = Outcomes.race(IntStream.range(0, 32)
                .mapToObj(i -> store().appendToStreams(pairs.get(i % 4).stream()
                        .map(stream -> StreamAppend.to(stream, List.of(opened())).expecting(0)).toList()))
                .toList());

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(outcome -> assertThat(outcome.failure()).get().isInstanceOf(ConcurrencyException.class));
        assertThat(versionOf(from) + versionOf(to) + versionOf(third)).isEqualTo(2);
    }

    @Test
    public void everyone_who_tries_again_wins_in_the_end_and_no_half_is_left() {
        Outcomes.race(16, () -> Uni.join().all(store().readStream(from, Object.class), store().readStream(to, Object.class))
                .andFailFast()
                .chain(reads -> store().appendToStreams(List.of(
                        StreamAppend.to(from, List.of(opened())).expecting(reads.get(0).currentStreamVersion()),
                        StreamAppend.to(to, List.of(opened())).expecting(reads.get(1).currentStreamVersion()))))
                .onFailure(ConcurrencyException.class).retry().indefinitely())
                .forEach(outcome -> assertThat(outcome.failure()).isEmpty());

        assertAtVersion(from, 16);
        assertAtVersion(to, 16);
    }

    @Test
    public void unchecked_appends_to_the_same_streams_all_succeed() {
        Outcomes.race(IntStream.range(0, 60).<Uni<?>> mapToObj(i -> switch (i % 3) {
            case 0 -> store().appendToStreams(transfer());
            case 1 -> store().appendToStreams(List.of(transfer().get(1), transfer().get(0)));
            default -> store().appendToStream(i % 2 == 0 ? from : to, List.of(opened()));
        }).map(append -> append.replaceWith(true)).toList())
                .forEach(outcome -> assertThat(outcome.failure()).isEmpty());

        assertAtVersion(from, 50);
        assertAtVersion(to, 50);
        assertThat(positionsOf(recorded(from))).isSorted();
        assertThat(versionsOf(recorded(to))).isSorted();
    }

    private List<StreamAppend> transfer() {
        return List.of(StreamAppend.to(from, List.of(opened())), StreamAppend.to(to, List.of(opened())));
    }

    private List<AppendToStreamResult> appendAll(StreamAppend... appends) {
        return await(store().appendToStreams(List.of(appends)));
    }

    private List<AppendedEvents> told(String streamName) {
        return underTest().hooks().toldTo(RecordingHook.NAME, streamName);
    }

    private long versionOf(String streamName) {
        return await(store().readStream(streamName, Object.class)).currentStreamVersion();
    }

    private void assertConflict(String streamName, String message, StreamAppend... appends) {
        assertThat(failureOf(store().appendToStreams(List.of(appends)))).isInstanceOfSatisfying(ConcurrencyException.class,
                conflict -> assertThat(conflict.streamName()).isEqualTo(streamName))
                .hasMessage("Stream " + streamName + ": " + message);
    }

    private void assertRefused(String message, StreamAppend... appends) {
        assertThat(failureOf(store().appendToStreams(List.of(appends)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertMissing(from);
        assertMissing(to);
    }
}
