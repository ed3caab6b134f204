package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.FailingHook;
import io.quarkiverse.eventstore.testing.contract.fixture.LogRecords;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ReadingHook;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingObserver;
import io.quarkiverse.eventstore.testing.contract.fixture.SlowHook;
import io.quarkiverse.eventstore.testing.contract.fixture.TextNoted;
import io.quarkiverse.eventstore.testing.contract.fixture.UnregisteredEvent;
import io.smallrye.mutiny.Uni;

/**
 * What hooks and observers are told of appends, and when.
 */
public abstract class HookContract extends Contract {

    private final String cart = unique("cart");
    private final String order = unique("order");

    @Test
    public void is_told_the_stream_and_the_events_as_they_were_recorded() {
        append(cart, added(2));

        append(cart, EventData.of(opened()).withMetadata(Metadata.empty().withCorrelationId("c-1")), added("apple"));

        AppendedEvents told = told(RecordingHook.NAME, cart, 2).get(1);
        assertThat(told.streamName()).isEqualTo(cart);
        assertThat(List.<Object> copyOf(told.events())).isEqualTo(recorded(cart).subList(2, 4));
    }

    @Test
    public void is_told_the_events_as_they_were_when_the_append_was_asked_for() {
        List<String> lines = new ArrayList<>(List.of("before"));

        Uni<AppendToStreamResult> append = appending(cart, any(), new TextNoted("note", lines));
        lines.set(0, "after");
        await(append);

        assertThat(told(RecordingHook.NAME, cart, 1).get(0).events()).extracting(RecordedEvent::data)
                .isEqualTo(List.of(new TextNoted("note", List.of("before"))));
    }

    @Test
    public void is_called_once_per_append() {
        append(cart, added(3));
        append(cart, exactly(3), opened());
        append(cart, any(), added(2));

        assertThat(told(RecordingHook.NAME, cart, 3)).extracting(told -> told.events().size()).containsExactly(3, 1, 2);
    }

    @Test
    public void is_not_called_for_a_conflict() {
        append(cart, opened());

        assertThat(failureOf(appending(cart, noStream(), opened()))).isNotNull();

        told(RecordingHook.NAME, cart, 1);
    }

    @Test
    public void is_not_called_for_refused_input() {
        assertThat(failureOf(appending(cart, any(), opened(), new UnregisteredEvent("x")))).isNotNull();
        assertThat(failureOf(appending(cart, any()))).isNotNull();

        told(RecordingHook.NAME, cart, 0);
    }

    @Test
    public void is_not_called_for_a_repeat() {
        EventData<?> event = EventData.of(opened());
        append(cart, noStream(), event);

        append(cart, noStream(), event);
        inSession(session -> appending(session, cart, noStream(), event));

        told(RecordingHook.NAME, cart, 1);
    }

    @Test
    public void is_called_for_each_of_many_concurrent_appends_once() {
        Outcomes.race(60, () -> store().appendToStream(cart, List.of(opened(), opened())));

        assertThat(told(RecordingHook.NAME, cart, 60).stream().flatMap(told -> told.events().stream()))
                .hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    public void is_called_after_the_commit_when_others_can_read_the_events() {
        String readable = unique(ReadingHook.CATEGORY);

        append(readable, added(3));
        inSession(session -> appending(session, readable, any(), opened()));

        told(ReadingHook.NAME, readable, 2);
    }

    @Test
    public void is_called_when_the_hook_before_it_is_done_by_priority() {
        String slow = unique(SlowHook.CATEGORY);

        append(slow, opened());

        told(RecordingHook.NAME, slow, 1);
        assertThat(underTest().hooks().hooksCalledFor(slow)).containsExactly(SlowHook.NAME, RecordingHook.NAME);
    }

    @Test
    public void may_throw_without_harm() {
        assertFailingHookIsHarmless(unique(FailingHook.THROWING_CATEGORY));
    }

    @Test
    public void may_fail_without_harm() {
        assertFailingHookIsHarmless(unique(FailingHook.CATEGORY));
    }

    @Test
    public void may_fail_in_a_session_without_harm() {
        String failing = unique(FailingHook.CATEGORY);

        inSession(session -> appending(session, failing, any(), opened())
                .chain(() -> appending(session, cart, any(), opened())));

        assertAtVersion(failing, 1);
        told(RecordingHook.NAME, failing, 1);
        told(RecordingHook.NAME, cart, 1);
    }

    @Test
    public void is_logged_with_stream_and_positions_when_it_fails() {
        String failing = unique(FailingHook.CATEGORY);

        List<String> logged = LogRecords.warningsWhile(() -> {
            append(failing, added(3));
            told(RecordingHook.NAME, failing, 1);
        });

        List<Long> positions = positionsOf(recorded(failing));
        assertThat(logged).filteredOn(message -> message.contains(failing)).singleElement().asString()
                .contains(Long.toString(positions.get(0)), Long.toString(positions.get(2)));
    }

    @Test
    public void runs_for_blocking_appends() {
        underTest().blocking().appendToStream(cart, List.of(opened()));
        underTest().blockingSessions().withSession(session -> session.appendToStream(cart, List.of(opened())));

        told(RecordingHook.NAME, cart, 2);
    }

    @Test
    public void is_called_once_for_each_append_of_a_session_after_the_commit() {
        List<AppendedEvents> toldBefore = inSession(session -> appending(session, cart, any(), added(2))
                .chain(() -> appending(session, order, any(), opened()))
                .chain(() -> appending(session, cart, any(), opened()))
                .map(result -> toldTo(RecordingHook.NAME, cart)));

        assertThat(toldBefore).isEmpty();
        told(RecordingHook.NAME, order, 1);
        assertThat(told(RecordingHook.NAME, cart, 2)).extracting(told -> versionsOf(told.events()))
                .containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    public void is_not_called_after_a_rollback() {
        assertThat(failureInSession(session -> appending(session, cart, any(), opened())
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back"))))).isNotNull();
        assertThat(failureInSession(session -> appending(session, cart, any(), opened())
                .chain(() -> appending(session, cart, exactly(7), opened())))).isNotNull();

        told(RecordingHook.NAME, cart, 0);
    }

    @Test
    public void tells_observers_once_per_append() {
        append(cart, added(3));
        append(cart, opened());

        eventually(() -> toldTo(RecordingObserver.NAME, cart).size() >= 2);
        assertThat(toldTo(RecordingObserver.NAME, cart))
                .containsExactlyInAnyOrderElementsOf(told(RecordingHook.NAME, cart, 2));
    }

    @Test
    public void tells_observers_although_a_hook_failed() {
        String failing = unique(FailingHook.THROWING_CATEGORY);

        append(failing, opened());

        eventually(() -> toldTo(RecordingObserver.NAME, failing).size() == 1);
    }

    @Test
    public void tells_observers_nothing_of_a_rollback() {
        assertThat(failureInSession(session -> appending(session, cart, any(), opened())
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("rolled back"))))).isNotNull();
        append(cart, added(2));

        eventually(() -> !toldTo(RecordingObserver.NAME, cart).isEmpty());
        assertThat(toldTo(RecordingObserver.NAME, cart)).singleElement()
                .satisfies(told -> assertThat(told.events()).hasSize(2));
    }

    @Test
    public void is_given_a_list_that_nobody_changes() {
        append(cart, opened());

        var events = told(RecordingHook.NAME, cart, 1).get(0).events();

        assertThatThrownBy(events::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    /** What the hook was told of a stream: so many calls, and no more. */
    protected List<AppendedEvents> told(String hook, String streamName, int times) {
        List<AppendedEvents> told = toldTo(hook, streamName);
        assertThat(told).hasSize(times);
        return told;
    }

    final List<AppendedEvents> toldTo(String hook, String streamName) {
        return underTest().hooks().toldTo(hook, streamName);
    }

    private void assertFailingHookIsHarmless(String failing) {
        append(failing, added(2));
        assertThat(append(failing, exactly(2), opened()).nextExpectedStreamVersion()).isEqualTo(3);

        assertAtVersion(failing, 3);
        told(RecordingHook.NAME, failing, 2);
        assertThat(underTest().hooks().hooksCalledFor(failing))
                .containsExactly(FailingHook.NAME, RecordingHook.NAME, FailingHook.NAME, RecordingHook.NAME);
    }
}
