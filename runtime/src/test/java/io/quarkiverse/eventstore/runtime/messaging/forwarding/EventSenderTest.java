package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.reactive.messaging.providers.extension.EmitterImpl;

class EventSenderTest {

    private final EmitterImpl<Object> emitter = new EmitterImpl<>(new Unbounded(), 128);
    private final AssertSubscriber<Message<?>> channel = AssertSubscriber.create(0);

    @Test
    void hands_over_what_the_channel_asks_for_and_keeps_the_rest() {
        EventSender sender = sender(Duration.ofMinutes(5));
        CompletableFuture<Void> first = sender.send(event(1), "1");
        sender.send(event(2), "2");
        sender.send(event(3), "3");
        assertThat(channel.getItems()).isEmpty();

        channel.request(2);
        await().until(() -> payloads().equals(List.of("1", "2")));
        channel.getItems().get(0).ack();
        assertThat(first).isCompleted();
        assertThat(payloads()).containsExactly("1", "2");

        channel.request(1);
        await().until(() -> payloads().equals(List.of("1", "2", "3")));
    }

    @Test
    void an_event_that_the_channel_has_not_taken_is_not_late() {
        EventSender sender = sender(Duration.ofMillis(50));
        CompletableFuture<Void> taken = sender.send(event(1), "1");
        CompletableFuture<Void> waiting = sender.send(event(2), "2");

        channel.request(1);
        await().until(taken::isCompletedExceptionally);
        assertThat(waiting).isNotDone();

        channel.request(1);
        await().until(() -> payloads().equals(List.of("1", "2")));
    }

    @Test
    void nothing_can_be_sent_to_a_channel_that_is_closed() {
        EventSender sender = sender(Duration.ofMinutes(5));
        CompletableFuture<Void> waiting = sender.send(event(1), "1");

        channel.cancel();

        assertThat(waiting).failsWithin(Duration.ofSeconds(10)).withThrowableThat()
                .withCauseInstanceOf(ClosedChannelException.class)
                .withMessageContaining("Channel events: expected it to take events, but its connector has closed it");
    }

    @Test
    void goes_on_when_the_connector_never_answers_some_events() {
        EventSender sender = sender(Duration.ofMillis(50));
        sendTwoThatAreNotAnswered(sender);

        sender.send(event(3), "3");
        sender.send(event(4), "4");
        await().until(() -> payloads().contains("3"));
        channel.getItems().get(2).ack();
        await().until(() -> payloads().equals(List.of("1", "2", "3", "4")));
    }

    @Test
    void an_answer_that_comes_late_after_all_makes_no_room_for_two() {
        EventSender sender = sender(Duration.ofMillis(300));
        channel.request(1);
        CompletableFuture<Void> first = sender.send(event(1), "1");
        await().until(first::isCompletedExceptionally);
        sender.send(event(2), "2");
        await().until(() -> payloads().equals(List.of("1", "2")));

        channel.getItems().get(0).ack();
        channel.request(1);
        sender.send(event(3), "3");
        assertThat(payloads()).containsExactly("1", "2");

        channel.getItems().get(1).ack();
        channel.request(1);
        await().until(() -> payloads().equals(List.of("1", "2", "3")));
    }

    @Test
    void an_answer_says_nothing_of_events_that_were_handed_over_later() {
        EventSender sender = sender(Duration.ofMillis(300));
        sendTwoThatAreNotAnswered(sender);

        channel.getItems().get(0).ack();
        channel.request(1);
        sender.send(event(3), "3");
        sender.send(event(4), "4");

        assertThat(payloads()).containsExactly("1", "2", "3");
    }

    @Test
    void goes_on_when_the_connector_has_forgotten_to_ask() {
        sender(Duration.ofMillis(50)).send(event(1), "1");

        await().until(() -> payloads().equals(List.of("1")));
    }

    @Test
    void has_all_its_places_again_when_the_connector_had_forgotten_to_ask() {
        Duration beforeNextTrial = Duration.ofMillis(1500);
        EventSender sender = sender(Duration.ofSeconds(2));
        channel.request(5);
        for (int i = 1; i <= 20; i++) {
            sender.send(event(i), Integer.toString(i));
        }
        await().until(() -> payloads().size() == 5);
        List.copyOf(channel.getItems()).forEach(Message::ack);
        await().until(() -> payloads().size() == 6);

        channel.getItems().get(5).ack();
        channel.request(1);

        await().atMost(beforeNextTrial).until(() -> payloads().size() == 11);
    }

    @Test
    void tries_ever_more_rarely_while_nothing_is_answered() {
        EventSender sender = sender(Duration.ofMillis(50));
        long beginning = System.nanoTime();
        channel.request(1);
        for (int i = 1; i <= 6; i++) {
            sender.send(event(i), Integer.toString(i));
        }

        await().until(() -> payloads().equals(List.of("1", "2", "3", "4", "5")));

        assertThat(Duration.ofNanos(System.nanoTime() - beginning)).as("four trials, 50, 100, 200 and 400 ms apart")
                .isGreaterThan(Duration.ofMillis(700));
    }

    private void sendTwoThatAreNotAnswered(EventSender sender) {
        channel.request(2);
        CompletableFuture<Void> first = sender.send(event(1), "1");
        CompletableFuture<Void> second = sender.send(event(2), "2");
        await().until(() -> first.isCompletedExceptionally() && second.isCompletedExceptionally());
    }

    private EventSender sender(Duration acknowledgedWithin) {
        ConnectorPlaces places = new ConnectorPlaces();
        places.of(Multi.createFrom().<Message<?>> publisher(emitter.getPublisher())).subscribe().withSubscriber(channel);
        return new EventSender("events", emitter, places,
                Formats.usual(), acknowledgedWithin);
    }

    private List<Object> payloads() {
        return channel.getItems().stream().<Object> map(Message::getPayload).toList();
    }

    private static RecordedEvent<?> event(long version) {
        return new RecordedEvent<>("data", "text", "a", version, version, UUID.randomUUID(), Instant.now(), Metadata.empty());
    }
}
