package io.quarkiverse.eventstore.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.awaitility.Awaitility;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/**
 * The words that all contracts share: append, read and wait for the answer.
 */
public abstract class Contract {

    /** What to examine; called once or more per test. */
    protected abstract EventStoreUnderTest underTest();

    final EventStore store() {
        return underTest().store();
    }

    final AppendToStreamResult append(String streamName, Object... events) {
        return await(store().appendToStream(streamName, Arrays.asList(events)));
    }

    final AppendToStreamResult append(String streamName, ExpectedStreamVersion expected, Object... events) {
        return await(appending(streamName, expected, events));
    }

    final Uni<AppendToStreamResult> appending(String streamName, ExpectedStreamVersion expected, Object... events) {
        return appending(store(), streamName, expected, events);
    }

    static Uni<AppendToStreamResult> appending(EventStore store, String streamName, ExpectedStreamVersion expected,
            Object... events) {
        return store.appendToStream(streamName, Arrays.asList(events), AppendToStreamOptions.expecting(expected));
    }

    final ReadStreamResult<ShoppingCartEvent> read(String streamName) {
        return read(streamName, ReadStreamOptions.all());
    }

    final ReadStreamResult<ShoppingCartEvent> read(String streamName, ReadStreamOptions options) {
        return await(store().readStream(streamName, ShoppingCartEvent.class, options));
    }

    final List<RecordedEvent<Object>> recorded(String streamName) {
        return await(store().readStream(streamName, Object.class)).events();
    }

    final <T> T inSession(Function<EventStoreSession, Uni<T>> work) {
        return await(underTest().sessions().withSession(work));
    }

    final Throwable failureInSession(Function<EventStoreSession, Uni<?>> work) {
        return failureOf(underTest().sessions().withSession(session -> work.apply(session).replaceWithVoid()));
    }

    final void assertMissing(String streamName) {
        assertThat(await(store().streamExists(streamName))).as("stream %s exists", streamName).isFalse();
    }

    final void assertAtVersion(String streamName, long version) {
        ReadStreamResult<Object> read = await(store().readStream(streamName, Object.class));
        assertThat(read.currentStreamVersion()).as("version of %s", streamName).isEqualTo(version);
        assertThat(read.events()).as("events of %s", streamName).hasSize((int) version);
    }

    static <T> T await(Uni<T> uni) {
        return Outcomes.await(uni);
    }

    static Throwable failureOf(Uni<?> uni) {
        return Outcomes.failureOf(uni);
    }

    static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(condition);
    }

    static <E> List<E> dataOf(List<RecordedEvent<E>> events) {
        return events.stream().map(RecordedEvent::data).toList();
    }

    static List<Long> versionsOf(List<? extends RecordedEvent<?>> events) {
        return events.stream().<Long> map(RecordedEvent::streamVersion).toList();
    }

    static List<Long> positionsOf(List<? extends RecordedEvent<?>> events) {
        return events.stream().<Long> map(RecordedEvent::globalPosition).toList();
    }
}
