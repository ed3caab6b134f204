package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.testing.contract.RacingContract.allSucceed;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.numbered;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;
import io.quarkiverse.eventstore.testing.contract.fixture.Runs;
import io.smallrye.mutiny.Uni;

/**
 * Sessions that race with each other and with plain appends.
 */
public abstract class RacingSessionsContract extends Contract {

    private final String cart = unique("cart");
    private final String order = unique("order");
    private final String invoice = unique("invoice");

    @Test
    public void all_sessions_and_plain_appends_succeed_when_they_expect_nothing() {
        List<Uni<AppendToStreamResult>> racers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            racers.add(session(any(), "session-" + i, cart));
            racers.add(appending(cart, any(), numbered("plain-" + i, 4).toArray()));
            racers.add(appending(cart, any(), numbered("other-" + i, 2).toArray()));
        }

        allSucceed(Outcomes.race(racers));

        Runs.assertComplete(dataOf(recorded(cart)), 36);
        assertThat(versionsOf(recorded(cart))).isEqualTo(LongStream.rangeClosed(1, 12 * 9).boxed().toList());
        assertThat(positionsOf(recorded(cart))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    public void exactly_one_of_sessions_and_plain_appends_wins_an_expected_version() {
        append(cart, added(2));
        List<Uni<AppendToStreamResult>> racers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            racers.add(session(exactly(2), "session-" + i, cart));
            racers.add(appending(cart, exactly(2), numbered("plain-" + i, 3).toArray()));
        }

        List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(racers);

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded())
                .allSatisfy(lost -> assertThat(lost.failure().orElseThrow()).isInstanceOf(ConcurrencyException.class));
        assertAtVersion(cart, 5);
    }

    @Test
    public void one_session_wins_all_its_streams_and_the_others_none() {
        List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(IntStream.range(0, 12)
                .mapToObj(i -> session(noStream(), "session-" + i, cart, order, invoice)).toList());

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(dataOf(recorded(cart))).hasSize(3).isEqualTo(dataOf(recorded(order)))
                .isEqualTo(dataOf(recorded(invoice)));
    }

    @Test
    public void sessions_on_several_streams_in_one_order_all_commit() {
        allSucceed(Outcomes.race(IntStream.range(0, 12)
                .mapToObj(i -> session(any(), "session-" + i, cart, order, invoice)).toList()));

        for (String stream : List.of(cart, order, invoice)) {
            Runs.assertComplete(dataOf(recorded(stream)), 12);
        }
    }

    @Test
    public void sessions_on_several_streams_in_any_order_commit_everything_or_nothing() {
        Random random = new Random(42);
        List<Uni<AppendToStreamResult>> racers = IntStream.range(0, 8).mapToObj(i -> {
            List<String> streams = new ArrayList<>(List.of(cart, order, invoice));
            Collections.shuffle(streams, random);
            return session(any(), "session-" + i, streams.toArray(String[]::new));
        }).toList();

        List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(racers);

        int committed = (int) outcomes.stream().filter(Outcome::succeeded).count();
        assertThat(committed).isPositive();
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(lost -> assertThat(
                lost.failure().orElseThrow()).isInstanceOf(TransactionRolledBackException.class));
        for (String stream : List.of(cart, order, invoice)) {
            Runs.assertComplete(dataOf(recorded(stream)), committed);
        }
    }

    @Test
    public void one_of_two_deadlocked_sessions_commits_and_the_other_fails_as_rolled_back() {
        CompletableFuture<Void> firstHolds = new CompletableFuture<>();
        CompletableFuture<Void> secondHolds = new CompletableFuture<>();

        List<Outcome<AppendToStreamResult>> outcomes = Outcomes.race(List.of(
                meeting(cart, order, firstHolds, secondHolds), meeting(order, cart, secondHolds, firstHolds)));

        int committed = (int) outcomes.stream().filter(Outcome::succeeded).count();
        assertThat(committed).isEqualTo(underTest().sessionsCanDeadlock() ? 1 : 2);
        assertThat(outcomes).filteredOn(outcome -> !outcome.succeeded()).allSatisfy(lost -> assertThat(
                lost.failure().orElseThrow()).isInstanceOf(TransactionRolledBackException.class).hasMessageEndingWith("."));
        assertAtVersion(cart, committed);
        assertAtVersion(order, committed);
    }

    @Test
    public void a_session_that_was_rolled_back_by_a_deadlock_may_be_repeated() {
        CompletableFuture<Void> firstHolds = new CompletableFuture<>();
        CompletableFuture<Void> secondHolds = new CompletableFuture<>();

        allSucceed(Outcomes.race(List.of(
                meeting(cart, order, firstHolds, secondHolds)
                        .onFailure(TransactionRolledBackException.class).retry().atMost(3),
                meeting(order, cart, secondHolds, firstHolds)
                        .onFailure(TransactionRolledBackException.class).retry().atMost(3))));

        assertAtVersion(cart, 2);
        assertAtVersion(order, 2);
    }

    @Test
    public void readers_see_all_of_a_session_or_nothing_of_it() {
        List<Uni<Boolean>> racers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            racers.add(session(any(), "session-" + i, cart, cart).replaceWith(true));
            racers.add(store().readStream(cart, Object.class).map(read -> read.events().size() % 6 == 0));
        }

        assertThat(allSucceed(Outcomes.race(racers))).containsOnly(true);
        assertAtVersion(cart, 72);
    }

    /** A session that appends three events to each stream. */
    private Uni<AppendToStreamResult> session(ExpectedStreamVersion expected, String name, String... streams) {
        return underTest().sessions().withSession(session -> {
            Uni<AppendToStreamResult> last = Uni.createFrom().nullItem();
            for (String stream : streams) {
                last = last.chain(() -> appending(session, stream, expected, numbered(name, 3).toArray()));
            }
            return last;
        });
    }

    /** A session that has appended to one stream when it appends to the other, which the second session holds by then. */
    private Uni<AppendToStreamResult> meeting(String one, String other, CompletableFuture<Void> holdsOne,
            CompletableFuture<Void> holdsOther) {
        return underTest().sessions().withSession(session -> appending(session, one, any(), opened())
                .invoke(() -> holdsOne.complete(null))
                .chain(() -> atMostASecond(holdsOther))
                .chain(() -> appending(session, other, any(), opened())));
    }

    /** Where sessions run one after the other, the second does not come. */
    private static Uni<Void> atMostASecond(CompletableFuture<Void> meeting) {
        return Uni.createFrom().completionStage(meeting)
                .ifNoItem().after(Duration.ofSeconds(1)).recoverWithItem(() -> null);
    }
}
