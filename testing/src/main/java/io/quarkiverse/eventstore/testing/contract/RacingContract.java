package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.numbered;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;
import io.quarkiverse.eventstore.testing.contract.fixture.Runs;
import io.quarkiverse.eventstore.testing.contract.fixture.UnregisteredEvent;
import io.smallrye.mutiny.Uni;

/**
 * Appends that race for one stream, and readers that watch them.
 */
public abstract class RacingContract extends Contract {

    private static final int RACERS = 64;

    private final String cart = unique("cart");

    @Test
    public void exactly_one_of_64_wins_an_existing_stream() {
        append(cart, added(3));

        assertOneWinner(exactly(3), 3);
    }

    @Test
    public void exactly_one_of_64_creates_a_stream_that_must_not_exist() {
        assertOneWinner(noStream(), 0);
    }

    @Test
    public void exactly_one_of_64_creates_a_stream_that_must_be_at_version_0() {
        assertOneWinner(exactly(0), 0);
    }

    @Test
    public void exactly_one_wins_every_round_of_many() {
        for (int version = 0; version < 30; version++) {
            ExpectedStreamVersion expected = exactly(version);
            List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(8, () -> appending(cart, expected, opened()));

            assertThat(outcomes).as("round %d", version).filteredOn(Outcome::succeeded).hasSize(1);
        }

        assertAtVersion(cart, 30);
    }

    @Test
    public void everyone_who_tries_again_after_a_conflict_wins_in_the_end() {
        Outcomes.race(16, () -> store().readStream(cart, Object.class)
                .chain(read -> appending(cart, exactly(read.currentStreamVersion()), opened()))
                .onFailure(ConcurrencyException.class).retry().indefinitely())
                .forEach(outcome -> assertThat(outcome.failure()).isEmpty());

        assertAtVersion(cart, 16);
    }

    @Test
    public void a_hundred_unchecked_appends_all_succeed() {
        List<AppendToStreamResult> results = allSucceed(Outcomes.race(100, () -> appending(cart, any(), opened())));

        assertThat(results).extracting(AppendToStreamResult::nextExpectedStreamVersion)
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
        assertThat(results).filteredOn(AppendToStreamResult::createdNewStream).hasSize(1);
        assertVersionsAndPositionsAgree(100);
    }

    @Test
    public void a_hundred_appends_to_an_existing_stream_all_succeed() {
        append(cart, opened());

        allSucceed(Outcomes.race(100, () -> appending(cart, streamExists(), opened())));

        assertVersionsAndPositionsAgree(101);
    }

    @Test
    public void every_racer_is_told_its_own_version_and_position() {
        List<AppendToStreamResult> results = allSucceed(Outcomes.race(100, () -> appending(cart, any(), opened(), opened())));

        List<RecordedEvent<Object>> events = recorded(cart);
        assertThat(results).allSatisfy(result -> assertThat(result.lastEventGlobalPosition())
                .isEqualTo(events.get((int) result.nextExpectedStreamVersion() - 1).globalPosition()));
        assertThat(results).extracting(AppendToStreamResult::nextExpectedStreamVersion).doesNotHaveDuplicates();
    }

    @Test
    public void the_events_of_each_append_stay_together() {
        List<Uni<AppendToStreamResult>> racers = IntStream.range(0, 60)
                .mapToObj(i -> appending(cart, any(), numbered("writer-" + i, 2 + i % 5).toArray()))
                .toList();

        allSucceed(Outcomes.race(racers));

        Runs.assertComplete(dataOf(recorded(cart)), 60);
    }

    @Test
    public void checked_and_unchecked_appends_race_fairly() {
        append(cart, added(3));
        List<Uni<AppendToStreamResult>> racers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            racers.add(appending(cart, exactly(3), opened()));
            racers.add(appending(cart, any(), opened()));
        }

        List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(racers);

        long won = outcomes.stream().filter(Outcome::succeeded).count();
        assertThat(won).isBetween(30L, 31L);
        assertThat(outcomes).allSatisfy(outcome -> outcome.failure()
                .ifPresent(failure -> assertThat(failure).isInstanceOf(ConcurrencyException.class)));
        assertVersionsAndPositionsAgree((int) (3 + won));
    }

    @Test
    public void racing_repeats_of_one_append_all_give_its_result() {
        EventData<?> event = EventData.of(opened());

        List<AppendToStreamResult> results = allSucceed(
                Outcomes.race(RACERS, () -> appending(cart, noStream(), event)));

        assertThat(results).containsOnly(new AppendToStreamResult(1, true, recorded(cart).get(0).globalPosition()));
        assertAtVersion(cart, 1);
    }

    @Test
    public void a_bad_event_fails_no_other_append() {
        List<Uni<AppendToStreamResult>> racers = new ArrayList<>();
        List<String> good = IntStream.range(0, 30).mapToObj(i -> unique("cart")).toList();
        for (String name : good) {
            racers.add(appending(name, any(), opened(), opened()));
            racers.add(appending(name, any(), opened(), new UnregisteredEvent("x")));
            racers.add(appending(name, exactly(99), opened()));
        }

        List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(racers);

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(30);
        good.forEach(name -> assertAtVersion(name, 2));
    }

    @Test
    public void appends_to_many_streams_at_once_all_succeed() {
        List<String> names = IntStream.range(0, 200).mapToObj(i -> unique("cart")).toList();

        List<AppendToStreamResult> results = allSucceed(
                Outcomes.race(names.stream().map(name -> appending(name, noStream(), added(3))).toList()));

        assertThat(results).extracting(AppendToStreamResult::lastEventGlobalPosition).doesNotHaveDuplicates();
        names.forEach(name -> assertAtVersion(name, 3));
    }

    @Test
    public void every_read_meanwhile_sees_one_snapshot() {
        List<Uni<Boolean>> racers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            racers.add(appending(cart, any(), added(5)).replaceWith(true));
            racers.add(store().readStream(cart, Object.class).map(RacingContract::isOneSnapshot));
        }

        assertThat(allSucceed(Outcomes.race(racers))).containsOnly(true);
        assertAtVersion(cart, 200);
    }

    @Test
    public void every_stream_of_events_meanwhile_sees_one_snapshot() {
        List<Uni<Integer>> racers = new ArrayList<>();
        append(cart, added(1_200));
        for (int i = 0; i < 20; i++) {
            racers.add(appending(cart, any(), added(5)).replaceWith(0));
            racers.add(store().streamEvents(cart, Object.class).collect().asList().map(List::size));
        }

        assertThat(allSucceed(Outcomes.race(racers))).allMatch(size -> size % 5 == 0);
    }

    private void assertOneWinner(ExpectedStreamVersion expected, int version) {
        List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(RACERS,
                () -> appending(cart, expected, opened(), opened()));

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).hasSize(RACERS - 1)
                .allSatisfy(lost -> assertThat(lost.failure().orElseThrow()).isInstanceOf(ConcurrencyException.class)
                        .hasMessage("Stream " + cart + ": expected " + expected + ", but it is at " + (version + 2) + "."));
        assertVersionsAndPositionsAgree(version + 2);
    }

    private void assertVersionsAndPositionsAgree(int version) {
        assertThat(versionsOf(recorded(cart))).isEqualTo(LongStream.rangeClosed(1, version).boxed().toList());
        assertThat(positionsOf(recorded(cart))).isSorted().doesNotHaveDuplicates();
    }

    private static boolean isOneSnapshot(ReadStreamResult<Object> read) {
        int size = read.events().size();
        return size == read.currentStreamVersion() && read.streamExists() == (size > 0) && size % 5 == 0;
    }

    static <T> List<T> allSucceed(List<Outcome<T>> outcomes) {
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
        return outcomes.stream().map(outcome -> outcome.item().orElseThrow()).toList();
    }
}
