package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.it.postgresql.InlineNodes.Node;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * An inline projection that follows the log for a time and becomes inline again, while many append.
 */
class InlineChangeOverRaceTest {

    private static final int STREAMS = 12;

    private final TestDatabase database = TestDatabase.migrated();
    private final InlineNodes nodes = new InlineNodes(database);
    private final Node one = nodes.counting();

    @AfterEach
    void drop() {
        nodes.close();
    }

    @Test
    void loses_and_doubles_nothing_while_it_changes_over_among_many_writers() {
        CartCounts.createTable(database);
        Outcomes.await(one.inline().start());
        Node two = nodes.counting();
        Outcomes.await(two.inline().start());
        AtomicBoolean changing = new AtomicBoolean(true);

        var writers = IntStream.range(0, 16).mapToObj(writer -> Outcomes.outcome(
                writeWhile(changing, writer % 2 == 0 ? one : two, new Random(writer))).subscribeAsCompletionStage()).toList();
        for (int i = 0; i < 20; i++) {
            Outcomes.await(InlineNodes.change(() -> one.projections().follow(CartCounts.NAME)));
            Outcomes.await(InlineNodes.change(() -> two.projections().makeInline(CartCounts.NAME)));
        }
        Outcomes.await(InlineNodes.change(() -> one.projections().rebuild(CartCounts.NAME)));
        changing.set(false);
        List<Outcome<Void>> outcomes = writers.stream().map(writer -> writer.join()).toList();

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
        assertThat(CartCounts.counted(database)).isEqualTo(database.strings(
                "select stream_name || ' ' || stream_version from event_store.streams order by 1"));
        assertThat(database.number("select count(*) from event_store.events")).isGreaterThan(300);
    }

    private static Uni<Void> writeWhile(AtomicBoolean condition, Node node, Random random) {
        return Multi.createBy().repeating().uni(() -> write(node, random)).whilst(done -> condition.get())
                .onItem().ignoreAsUni();
    }

    /** Goes on when the read model has seen it, since a log that grows faster than it is followed is never caught up with. */
    private static Uni<Boolean> write(Node node, Random random) {
        String stream = "cart-" + random.nextInt(STREAMS);
        boolean inSession = random.nextInt(3) == 0;
        boolean rolledBack = random.nextInt(4) == 0;
        List<ProductAdded> events = InlineNodes.events(1 + random.nextInt(3));
        Uni<AppendToStreamResult> write = inSession
                ? node.sessions().withSession(session -> session.appendToStream(stream, events)
                        .invoke(() -> {
                            if (rolledBack) {
                                throw new IllegalStateException("rolled back");
                            }
                        }))
                : node.store().appendToStream(stream, events);
        return write
                .chain(result -> node.projections().hasSeen(CartCounts.NAME, result.lastEventGlobalPosition()))
                .onFailure(IllegalStateException.class).recoverWithNull()
                .replaceWith(true);
    }
}
