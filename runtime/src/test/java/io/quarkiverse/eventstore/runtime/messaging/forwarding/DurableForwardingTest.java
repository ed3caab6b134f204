package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkiverse.eventstore.runtime.messaging.Channels;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.KafkaDetails;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.MessageFormat;
import io.quarkiverse.eventstore.runtime.subscription.delivery.DeliveryFailedException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.providers.extension.EmitterImpl;

class DurableForwardingTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final EmitterImpl<Object> emitter = new EmitterImpl<>(new Unbounded(), 128);
    private final List<Message<?>> sent = new CopyOnWriteArrayList<>();
    private final ChannelConfig kafka = Channels.of("events", "smallrye-kafka");
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void sends_the_next_event_of_a_stream_when_the_one_before_is_acknowledged() {
        connect();
        CompletableFuture<Void> batch = send(forwarding(0, LONG), events("a", 2), events("b", 1));

        assertThat(names()).containsExactly("a:1", "b:1");
        sent.get(0).ack();
        assertThat(names()).containsExactly("a:1", "b:1", "a:2");
        sent.get(1).ack();
        assertThat(batch).isNotDone();
        sent.get(2).ack();
        assertThat(batch).succeedsWithin(SOON);
    }

    @Test
    void sends_nothing_behind_one_that_was_refused() {
        connect();
        CompletableFuture<Void> batch = send(forwarding(0, LONG), events("a", 3));

        sent.get(0).nack(new IllegalStateException("refused"));

        assertThat(batch).failsWithin(SOON).withThrowableThat().withStackTraceContaining("refused");
        assertThat(names()).containsExactly("a:1");
    }

    @Test
    void does_not_take_a_broker_that_is_away_for_one_that_refuses() {
        Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(message -> {
            sent.add(message);
            if (sent.size() < 3) {
                message.nack(new CompletionException(new NotEnoughReplicasException("Not yet.")));
            } else {
                message.nack(new RecordTooLargeException("Never."));
            }
        });

        assertThat(send(forwarding(0, LONG), events("a", 1))).failsWithin(SOON).withThrowableThat()
                .withStackTraceContaining("Never.");
        assertThat(names()).containsExactly("a:1", "a:1", "a:1");
    }

    @Test
    void sends_an_event_only_once_more_when_it_comes_alone_after_its_batch_has_failed() {
        Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(message -> {
            sent.add(message);
            message.nack(new IllegalStateException("refused"));
        });
        DurableForwarding forwarding = forwarding(1, LONG);
        List<RecordedEvent<String>> refused = events("a", 1);

        assertThat(send(forwarding, refused, events("b", 1))).failsWithin(SOON);
        assertThat(names()).containsExactlyInAnyOrder("a:1", "a:1", "b:1", "b:1");
        sent.clear();
        assertThat(send(forwarding, refused)).failsWithin(SOON);
        assertThat(names()).containsExactly("a:1");
        assertThat(send(forwarding, refused)).failsWithin(SOON);
        assertThat(names()).as("with all its attempts, when it is given again").containsExactly("a:1", "a:1", "a:1");
    }

    /** What was sent is a beginning of the batch, so that nothing is sent once more by the next one. */
    @Test
    void is_told_what_was_under_way_and_fills_the_gaps_when_it_is_stopped() {
        connect();
        DurableForwarding forwarding = forwarding(Long.MAX_VALUE, LONG);
        List<RecordedEvent<String>> a = events("a", 3);
        List<RecordedEvent<String>> b = events("b", 3);
        CompletableFuture<Void> batch = send(forwarding,
                List.of(a.get(0), b.get(0), a.get(1), b.get(1), a.get(2), b.get(2)));
        sent.get(0).ack();
        sent.get(2).ack();
        assertThat(names()).containsExactly("a:1", "b:1", "a:2", "a:3");

        forwarding.stop();
        assertThat(batch).isNotDone();
        sent.get(1).ack();
        sent.get(3).ack();
        assertThat(batch).isNotDone();
        sent.get(4).ack();

        assertThat(batch).failsWithin(SOON).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(DeliveryFailedException.class, failure -> assertThat(failure.handled()).isEqualTo(5));
        assertThat(names()).containsExactly("a:1", "b:1", "a:2", "a:3", "b:2");
    }

    /** By then, another node may send them. */
    @Test
    void fills_no_gaps_when_an_answer_comes_after_it_was_given_up() {
        connect();
        DurableForwarding forwarding = forwarding(Long.MAX_VALUE, LONG);
        List<RecordedEvent<String>> a = events("a", 2);
        CompletableFuture<Void> batch = send(forwarding, List.of(a.get(0), a.get(1), events("b", 1).get(0)));
        assertThat(names()).containsExactly("a:1", "b:1");

        forwarding.stop();
        assertThat(batch).failsWithin(SOON);
        sent.get(0).ack();

        assertThat(names()).containsExactly("a:1", "b:1");
    }

    @Test
    void sends_nothing_that_waited_when_it_is_stopped() {
        connect();
        DurableForwarding forwarding = forwarding(Long.MAX_VALUE, LONG);
        CompletableFuture<Void> batch = send(forwarding, events("a", 500), events("b", 500));

        forwarding.stop();

        assertThat(batch).failsWithin(SOON).withThrowableThat()
                .satisfies(failure -> assertThat(failure.getCause()).isInstanceOfSatisfying(DeliveryFailedException.class,
                        delivery -> assertThat(delivery.handled()).isZero()))
                .havingRootCause().isInstanceOf(EventStoreUnavailableException.class)
                .withMessage(
                        "Channel events: expected the broker to acknowledge the event, but the application stopped before.");
        assertThat(send(forwarding, events("c", 1))).failsWithin(SOON);
        assertThat(names()).containsExactly("a:1", "b:1");
    }

    @Test
    void does_not_wait_for_the_next_attempt_when_it_is_stopped() {
        connect();
        DurableForwarding forwarding = forwarding(Long.MAX_VALUE, LONG);
        CompletableFuture<Void> batch = send(forwarding, events("a", 1));
        sent.get(0).nack(new IllegalStateException("refused"));

        forwarding.stop();

        assertThat(batch).isCompletedExceptionally();
        assertThat(names()).containsExactly("a:1");
    }

    @Test
    void tells_what_came_before_the_one_that_was_refused() {
        connect();
        CompletableFuture<Void> batch = send(forwarding(0, LONG), events("a", 2), events("b", 2));
        sent.get(0).ack();
        sent.get(1).ack();
        sent.get(2).ack();

        sent.get(3).nack(new IllegalStateException("refused"));

        assertThat(batch).failsWithin(SOON).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(DeliveryFailedException.class, failure -> assertThat(failure.handled()).isEqualTo(3));
    }

    @Test
    void sends_nothing_more_when_another_node_may_have_taken_over() {
        connect();
        AtomicBoolean isHeld = new AtomicBoolean(true);
        CompletableFuture<Void> batch = forwarding(Long.MAX_VALUE, LONG).send(events("a", 3), isHeld::get)
                .subscribeAsCompletionStage();

        isHeld.set(false);
        sent.get(0).ack();

        assertThat(batch).failsWithin(SOON).withThrowableThat().havingRootCause()
                .isInstanceOf(EventStoreUnavailableException.class)
                .withMessage("Channel events: expected the broker to acknowledge the event, but another node may have taken "
                        + "over before.");
        assertThat(names()).containsExactly("a:1");
    }

    @Test
    void sends_nothing_of_what_waited_for_the_channel_until_another_node_had_taken_over() {
        AtomicBoolean isHeld = new AtomicBoolean(true);
        CompletableFuture<Void> batch = forwarding(0, LONG).send(events("a", 1), isHeld::get).subscribeAsCompletionStage();
        isHeld.set(false);

        connect();

        assertThat(batch).failsWithin(SOON);
        assertThat(names()).isEmpty();
    }

    @Test
    void sends_again_what_is_not_acknowledged_in_time() {
        Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(message -> {
            sent.add(message);
            if (sent.size() == 2) {
                message.ack();
            }
        });

        CompletableFuture<Void> batch = send(forwarding(Long.MAX_VALUE, Duration.ofMillis(50)), events("a", 1));

        assertThat(batch).succeedsWithin(SOON);
        assertThat(names()).containsExactly("a:1", "a:1");
    }

    @Test
    void takes_many_acknowledgements_at_once() {
        Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(message -> {
            sent.add(message);
            message.ack();
        });

        assertThat(send(forwarding(0, LONG), events("a", 5_000))).succeedsWithin(SOON);
        assertThat(names()).isEqualTo(IntStream.rangeClosed(1, 5_000).mapToObj(version -> "a:" + version).toList());
    }

    @Test
    void leaves_everything_to_others_when_its_channel_is_closed() {
        Cancellable channel = Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(sent::add);
        DurableForwarding forwarding = forwarding(0, LONG);
        channel.cancel();

        CompletableFuture<Void> batch = send(forwarding, events("a", 1), events("b", 1));

        assertThat(batch).failsWithin(SOON).withThrowableThat().havingRootCause()
                .isInstanceOf(EventStoreUnavailableException.class).withMessage("Channel events: expected the broker to "
                        + "acknowledge the event, but its connector has closed the channel.");
        assertThat(closed).hasValue(1);
    }

    /** Its partition could not be left to others before. */
    @Test
    void does_not_wait_for_what_was_under_way_when_its_channel_was_closed() {
        Cancellable channel = Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(sent::add);
        DurableForwarding forwarding = forwarding(0, LONG);
        CompletableFuture<Void> underWay = send(forwarding, events("a", 1));
        channel.cancel();

        send(forwarding, events("b", 1));

        assertThat(underWay).failsWithin(SOON).withThrowableThat().havingRootCause()
                .isInstanceOf(EventStoreUnavailableException.class)
                .withMessageEndingWith("but its connector has closed the channel.");
    }

    private void connect() {
        Multi.createFrom().publisher(emitter.getPublisher()).subscribe().with(sent::add);
    }

    private DurableForwarding forwarding(long retries, Duration acknowledgedWithin) {
        MessageFormat format = Formats.usual();
        return new DurableForwarding("events",
                new EventSender("events", emitter, new ConnectorPlaces(), format, acknowledgedWithin), retries,
                failure -> new KafkaDetails().meansAway(failure, kafka), closed::incrementAndGet);
    }

    @SafeVarargs
    private static CompletableFuture<Void> send(DurableForwarding forwarding, List<RecordedEvent<String>>... streams) {
        return forwarding.send(List.of(streams).stream().flatMap(List::stream).toList(), () -> true)
                .subscribeAsCompletionStage();
    }

    private static List<RecordedEvent<String>> events(String stream, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(version -> new RecordedEvent<>("data", "text", stream, version,
                version, UUID.randomUUID(), Instant.now(), Metadata.empty())).toList();
    }

    private List<String> names() {
        return sent.stream().map(message -> message.getMetadata(OutgoingCloudEventMetadata.class).orElseThrow())
                .map(event -> event.getSubject().orElseThrow() + ":" + event.getExtension("streamversion").orElseThrow())
                .toList();
    }
}
