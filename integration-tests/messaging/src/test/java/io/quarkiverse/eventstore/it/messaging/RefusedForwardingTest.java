package io.quarkiverse.eventstore.it.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.it.messaging.CartEvent.ProductAdded;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class RefusedForwardingTest {

    private static final String SUBSCRIPTION = "forwarding-forwarded";

    private final String bad = "forward-bad-" + UUID.randomUUID();
    private final String good = "forward-good-" + UUID.randomUUID();

    @Inject
    EventStore store;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Forwarded forwarded;

    @Test
    void nothing_of_a_stream_is_sent_behind_an_event_that_was_refused() {
        forwarded.toRefuse.add(bad + ":2");
        append(bad, 4);
        append(good, 3);

        await().atMost(Duration.ofSeconds(30)).until(() -> parked().equals(List.of(2L, 3L, 4L)));
        await().until(() -> forwarded.accepted(good).containsAll(names(good, 1, 3)));
        assertThat(forwarded.accepted(bad)).containsOnly(bad + ":1");

        forwarded.toRefuse.clear();
        now(subscriptions.retryParked(SUBSCRIPTION, bad));
        await().until(() -> parked().isEmpty());
        assertThat(forwarded.accepted(bad).stream().distinct()).containsExactlyElementsOf(names(bad, 1, 4));
    }

    @Test
    void many_events_of_a_stream_are_acknowledged_at_once() {
        append(good, 2_000);

        await().atMost(Duration.ofSeconds(30)).until(() -> forwarded.accepted(good).size() == 2_000);
        assertThat(forwarded.accepted(good)).isEqualTo(names(good, 1, 2_000));
    }

    private void append(String stream, int count) {
        now(store.appendToStream(stream, IntStream.range(0, count).mapToObj(i -> new ProductAdded("product " + i)).toList()));
    }

    private List<Long> parked() {
        return now(subscriptions.parked(SUBSCRIPTION, 10)).stream().map(event -> event.streamVersion()).toList();
    }

    private static List<String> names(String stream, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(version -> stream + ":" + version).toList();
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
