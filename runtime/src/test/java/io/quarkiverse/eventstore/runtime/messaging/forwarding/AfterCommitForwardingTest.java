package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.MessageFormat;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.providers.extension.EmitterImpl;

class AfterCommitForwardingTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final EmitterImpl<Object> emitter = new EmitterImpl<>(new Unbounded(), 128);
    private final List<Message<?>> sent = new CopyOnWriteArrayList<>();
    private final ForwardingMeter meter = new ForwardingMeter();

    @Test
    void sends_the_next_event_of_a_stream_when_the_one_before_is_answered_in_whatever_way() {
        connect();
        AfterCommitForwarding forwarding = forwarding(10, LONG, Runnable::run);
        forwarding.accept(events("a", 1, 3));
        forwarding.accept(events("b", 1, 1));

        awaitNames("a:1", "b:1");
        sent.get(0).nack(new IllegalStateException("refused"));
        awaitNames("a:1", "b:1", "a:2");
        sent.get(2).ack();
        awaitNames("a:1", "b:1", "a:2", "a:3");
        sent.get(3).ack();

        await().until(() -> meter.sentEvents() == 2);
        assertThat(meter.lostEvents()).isEqualTo(1);
        assertThat(meter.bufferedEvents()).isEqualTo(1);
    }

    @Test
    void drops_what_finds_no_room_and_goes_on_when_there_is_some() {
        connect();
        AfterCommitForwarding forwarding = forwarding(2, LONG, Runnable::run);
        forwarding.accept(events("a", 1, 1));
        forwarding.accept(events("b", 1, 2));
        assertThat(meter.droppedEvents()).isEqualTo(2);

        awaitNames("a:1");
        sent.get(0).ack();
        forwarding.accept(events("c", 1, 3));

        awaitNames("a:1", "c:1");
        assertThat(meter.droppedEvents()).isEqualTo(2);
        assertThat(meter.bufferedEvents()).isEqualTo(3);
    }

    @Test
    void has_room_again_when_an_acknowledgement_does_not_come() {
        connect();
        AfterCommitForwarding forwarding = forwarding(1, Duration.ofMillis(50), Runnable::run);
        forwarding.accept(events("a", 1, 1));

        await().until(() -> meter.lostEvents() == 1);
        forwarding.accept(events("b", 1, 1));

        awaitNames("a:1", "b:1");
    }

    @Test
    void goes_on_after_an_event_that_cannot_be_made_a_message() {
        connect();
        AfterCommitForwarding forwarding = forwarding(10, LONG, Runnable::run);
        forwarding.accept(List.of(event("a", 1, new Object()), event("b", 1, "data")));

        awaitNames("b:1");
        assertThat(meter.lostEvents()).isEqualTo(1);
        assertThat(meter.bufferedEvents()).isEqualTo(1);
    }

    @Test
    void sends_what_is_wanted_only() {
        connect();
        AfterCommitForwarding forwarding = forwarding(1, LONG, Runnable::run);
        forwarding.accept(events("other", 1, 2));
        assertThat(meter.bufferedEvents()).isZero();

        forwarding.accept(events("a", 1, 1));
        awaitNames("a:1");
    }

    @Test
    void sends_on_the_thread_at_hand_when_there_is_no_other() {
        connect();
        Executor full = task -> {
            throw new RejectedExecutionException("no thread");
        };
        AfterCommitForwarding forwarding = forwarding(10, LONG, full);

        forwarding.accept(events("a", 1, 1));
        forwarding.accept(events("b", 1, 1));

        awaitNames("a:1", "b:1");
    }

    /** Each burst is sent after a pause, and every event once. */
    @Test
    void sends_what_comes_while_it_is_sending() {
        connect();
        AfterCommitForwarding forwarding = forwarding(10_000, LONG, Runnable::run);

        for (int i = 0; i < 2_000; i++) {
            forwarding.accept(events("s" + i, 1, 1));
        }

        awaitNames(IntStream.range(0, 2_000).mapToObj(i -> "s" + i + ":1").toArray(String[]::new));
    }

    @Test
    void waits_longer_when_many_were_sent_together() {
        connect();
        List<Long> turns = new CopyOnWriteArrayList<>();
        AfterCommitForwarding forwarding = forwarding(100, LONG, turn -> {
            long beginning = System.nanoTime();
            turn.run();
            turns.add(beginning);
        });

        forwarding.accept(events("a", 1, SendPace.MANY));
        await().until(() -> turns.size() == 1);
        forwarding.accept(events("b", 1, 1));

        await().until(() -> turns.size() == 2);
        assertThat(Duration.ofNanos(turns.get(1) - turns.get(0)))
                .isGreaterThan(SendPace.APART_WHEN_BUSY.minusMillis(2));
    }

    @Test
    void keeps_the_order_of_each_stream_while_many_commit() {
        Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(message -> {
            sent.add(message);
            message.ack();
        });
        AfterCommitForwarding forwarding = forwarding(100_000, LONG, Infrastructure.getDefaultExecutor());

        CompletableFuture.allOf(IntStream.range(0, 8).mapToObj(stream -> CompletableFuture.runAsync(
                () -> IntStream.rangeClosed(1, 500)
                        .forEach(version -> forwarding.accept(events("s" + stream, version, 1)))))
                .toArray(CompletableFuture[]::new)).join();

        await().until(() -> meter.sentEvents() == 8 * 500);
        for (int i = 0; i < 8; i++) {
            String stream = "s" + i + ":";
            assertThat(names().stream().filter(name -> name.startsWith(stream)).toList())
                    .isEqualTo(IntStream.rangeClosed(1, 500).mapToObj(version -> stream + version).toList());
        }
    }

    private void awaitNames(String... expected) {
        await().until(() -> names().equals(List.of(expected)));
    }

    private void connect() {
        Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(sent::add);
    }

    private AfterCommitForwarding forwarding(int bufferSize, Duration acknowledgedWithin, Executor worker) {
        MessageFormat format = Formats.usual();
        return new AfterCommitForwarding("events",
                new EventSender("events", emitter, new ConnectorPlaces(), format, acknowledgedWithin),
                new JacksonEventSerializer(new ObjectMapper()), event -> !event.streamName().equals("other"), bufferSize,
                meter, worker);
    }

    private static List<RecordedEvent<?>> events(String stream, int firstVersion, int count) {
        return IntStream.range(firstVersion, firstVersion + count)
                .<RecordedEvent<?>> mapToObj(version -> event(stream, version, "data")).toList();
    }

    private static RecordedEvent<?> event(String stream, long version, Object data) {
        return new RecordedEvent<>(data, "text", stream, version, version, UUID.randomUUID(), Instant.now(), Metadata.empty());
    }

    private List<String> names() {
        return sent.stream().map(message -> message.getMetadata(OutgoingCloudEventMetadata.class).orElseThrow())
                .map(event -> event.getSubject().orElseThrow() + ":" + event.getExtension("streamversion").orElseThrow())
                .toList();
    }
}
