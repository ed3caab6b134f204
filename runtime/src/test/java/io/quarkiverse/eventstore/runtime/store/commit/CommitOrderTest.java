package io.quarkiverse.eventstore.runtime.store.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.RecordedEvent;

class CommitOrderTest {

    private final CommitOrder order = new CommitOrder();
    private final List<String> given = new ArrayList<>();

    @BeforeEach
    void listen() {
        order.listen(events -> events.forEach(event -> given.add(event.streamName() + ":" + event.streamVersion())));
    }

    @Test
    void an_answer_that_overtakes_another_waits_for_it() {
        CommitOrder.Turn first = order.begin("a");
        CommitOrder.Turn second = order.begin("a");

        second.end(events("a", 3, 2));
        assertThat(given).isEmpty();
        first.end(events("a", 1, 2));

        assertThat(given).containsExactly("a:1", "a:2", "a:3", "a:4");
    }

    @Test
    void what_began_first_may_have_been_committed_last() {
        CommitOrder.Turn first = order.begin("a");
        CommitOrder.Turn second = order.begin("a");

        second.end(events("a", 1, 1));
        first.end(events("a", 2, 1));

        assertThat(given).containsExactly("a:1", "a:2");
    }

    @Test
    void a_commit_that_failed_is_not_waited_for_any_more() {
        CommitOrder.Turn failing = order.begin("a");
        order.begin("a").end(events("a", 8, 1));
        assertThat(given).isEmpty();

        failing.end(List.of());

        assertThat(given).containsExactly("a:8");
    }

    @Test
    void what_follows_the_last_one_directly_waits_for_nobody() {
        order.begin("a");
        order.begin("a").end(events("a", 1, 2));
        order.begin("a").end(events("a", 3, 1));

        assertThat(given).containsExactly("a:1", "a:2", "a:3");
    }

    @Test
    void what_began_after_a_commit_was_over_is_not_waited_for() {
        CommitOrder.Turn before = order.begin("a");
        order.begin("a").end(events("a", 8, 1));
        order.begin("a");

        before.end(List.of());

        assertThat(given).containsExactly("a:8");
    }

    @Test
    void what_other_nodes_append_in_between_is_not_waited_for() {
        order.begin("a").end(events("a", 4, 1));
        order.begin("a").end(events("a", 9, 1));

        assertThat(given).containsExactly("a:4", "a:9");
    }

    @Test
    void streams_do_not_wait_for_each_other() {
        order.begin("a");
        order.begin("b").end(events("b", 7, 1));

        assertThat(given).containsExactly("b:7");
    }

    @Test
    void what_began_before_anybody_listened_is_not_given() {
        CommitOrder fresh = new CommitOrder();
        CommitOrder.Turn early = fresh.begin("a");
        fresh.listen(events -> given.add("given"));

        early.end(events("a", 1, 1));

        assertThat(given).isEmpty();
    }

    private static List<RecordedEvent<?>> events(String stream, long firstVersion, int count) {
        List<RecordedEvent<?>> events = new ArrayList<>();
        for (long version = firstVersion; version < firstVersion + count; version++) {
            events.add(new RecordedEvent<>("data", "text", stream, version, version, UUID.randomUUID(), Instant.now(),
                    Metadata.empty()));
        }
        return events;
    }
}
