package io.quarkiverse.eventstore.it.postgresql;

import static io.quarkiverse.eventstore.it.postgresql.TestDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.append.StatementAppendSender;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.StorageTransaction;
import io.quarkiverse.eventstore.spi.StreamRead;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.smallrye.mutiny.Uni;

class RoundTripsTest {

    private static final Map<Character, Long> ONE_EACH = Map.of('B', 100L, 'E', 100L, 'S', 100L);

    private final TestDatabase database = TestDatabase.migrated();
    private final FrontendMessages sent = new FrontendMessages(TestDatabase.port());
    private final PgClientDatabase proxied = TestDatabase.over(
            database.pool(1, options -> options.setPort(sent.port())));
    private final EventStorage storage = new PostgresEventStorage(proxied, SCHEMA);
    private final StatementAppendSender sender = new StatementAppendSender(proxied, SCHEMA);

    @AfterEach
    void close() {
        database.close();
        sent.close();
    }

    @Test
    void an_append_makes_one_whatever_it_expects() {
        assertThat(sentBy100(i -> storage.append(Encoded.append("a", ExpectedStreamVersion.any(), 1))))
                .isEqualTo(ONE_EACH);
        assertThat(sentBy100(i -> storage.append(Encoded.append("n-" + i, ExpectedStreamVersion.noStream(), 1))))
                .isEqualTo(ONE_EACH);
        assertThat(sentBy100(i -> storage.append(Encoded.append("e", ExpectedStreamVersion.exactly(i), 1))))
                .isEqualTo(ONE_EACH);
    }

    @Test
    void a_batch_makes_one() {
        var counts = sentBy100(i -> Encoded.together(sender, List.of(Encoded.append("a", ExpectedStreamVersion.any(), 1),
                Encoded.append("b", ExpectedStreamVersion.any(), 3))));

        assertThat(counts).isEqualTo(ONE_EACH);
    }

    @Test
    void an_append_to_several_streams_makes_one() {
        var counts = sentBy100(i -> storage.append(new JointAppend(List.of(
                Encoded.append("a", ExpectedStreamVersion.any(), 1),
                Encoded.append("b-" + i, ExpectedStreamVersion.noStream(), 3)))));

        assertThat(counts).isEqualTo(ONE_EACH);
    }

    @Test
    void a_read_makes_one() {
        Outcomes.await(storage.append(Encoded.append("a", ExpectedStreamVersion.any(), 10)));

        var counts = sentBy100(i -> storage.read(new StreamRead("a", 0, 99, 99, ReadDirection.BACKWARDS), event -> event));

        assertThat(counts).isEqualTo(ONE_EACH);
    }

    @Test
    void a_transaction_makes_one_for_each_operation_and_two_for_begin_and_commit() {
        var counts = sentBy100(i -> storage.begin().flatMap(transaction -> append(transaction, "a")
                .chain(() -> append(transaction, "b"))
                .chain(transaction::commit)));

        assertThat(counts).isEqualTo(Map.of('Q', 200L, 'B', 200L, 'E', 200L, 'S', 200L));
    }

    private static Uni<?> append(StorageTransaction transaction, String streamName) {
        return transaction.append(Encoded.append(streamName, ExpectedStreamVersion.any(), 1));
    }

    /** What the client sent for the calls 20 to 119; those before prepare the statements. */
    private Map<Character, Long> sentBy100(IntFunction<Uni<?>> call) {
        for (int i = 0; i < 20; i++) {
            Outcomes.await(call.apply(i));
        }
        sent.reset();
        for (int i = 20; i < 120; i++) {
            Outcomes.await(call.apply(i));
        }
        return sent.counts();
    }
}
