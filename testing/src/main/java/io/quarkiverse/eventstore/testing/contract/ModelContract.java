package io.quarkiverse.eventstore.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.ReadStreamResult;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ModelEvents;
import io.quarkiverse.eventstore.testing.contract.fixture.ModelEvents.Append;
import io.quarkiverse.eventstore.testing.contract.fixture.OracleStore;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes.Outcome;
import io.quarkiverse.eventstore.testing.contract.fixture.Positions;
import io.smallrye.mutiny.Uni;

/**
 * Thousands of random operations on the store under test and on a model: the answers are the same.
 * <p>
 * The seed is in the message of a failure; the system properties {@code event-store.model.seed} and
 * {@code event-store.model.operations} choose it and the number of operations.
 */
public abstract class ModelContract extends Contract {

    private static final String SEED = "event-store.model.seed";
    private static final int STREAMS = 12;

    private final long seed = Long.getLong(SEED, ThreadLocalRandom.current().nextInt(1_000_000));
    private final ModelEvents input = new ModelEvents(seed, STREAMS);
    private final Positions positions = new Positions();
    private OracleStore oracle = new OracleStore();

    @Test
    public void answers_random_operations_like_the_model() {
        int operations = Integer.getInteger("event-store.model.operations", 4_000);
        for (int i = 1; i <= operations; i++) {
            reporting(i, input.oneIn(20) ? this::session : () -> operation(store(), oracle));
        }
        reporting(operations, this::compareAllStreams);
    }

    private void reporting(int number, Runnable operation) {
        try {
            operation.run();
        } catch (Throwable failure) {
            throw new AssertionError("Operation " + number + " of the model test with -D" + SEED + "=" + seed + ": "
                    + failure.getMessage(), failure);
        }
    }

    /** Both sides commit, or both fail and nothing of it remains. */
    private void session() {
        OracleStore copy = oracle.copy();
        boolean abandoned = input.oneIn(3);
        int operations = 1 + input.below(5);

        boolean[] appendFailed = new boolean[1];
        Outcome<Void> outcome = await(Outcomes.outcome(underTest().sessions().withSession(session -> {
            Uni<Void> work = Uni.createFrom().voidItem();
            for (int i = 0; i < operations; i++) {
                work = work.chain(() -> reactiveOperation(session, copy, appendFailed));
            }
            return work.invoke(() -> {
                if (abandoned) {
                    throw new IllegalStateException("abandoned");
                }
            });
        })));

        outcome.failure().ifPresent(ModelContract::throwIfUnequal);
        assertThat(outcome.failure().isPresent()).as("session failed: %s", outcome.failure())
                .isEqualTo(abandoned || appendFailed[0]);
        if (outcome.succeeded()) {
            oracle = copy;
        }
    }

    private static void throwIfUnequal(Throwable failure) {
        if (failure instanceof AssertionError unequal) {
            throw unequal;
        }
    }

    private void operation(EventStore store, OracleStore model) {
        await(reactiveOperation(store, model, new boolean[1]));
    }

    private Uni<Void> reactiveOperation(EventStore store, OracleStore model, boolean[] appendFailed) {
        String name = input.streamName();
        long version = name.isBlank() ? 0 : model.read(name, Object.class, ReadStreamOptions.all()).currentStreamVersion();
        return switch (input.below(5)) {
            case 0 -> compareRead(store, model, name, input.eventType(), input.options(version));
            case 1 -> compareStreamed(store, model, name, input.eventType(), input.options(version));
            default -> compareAppend(store, model, input.append(name, version), appendFailed);
        };
    }

    private Uni<Void> compareAppend(EventStore store, OracleStore model, Append append, boolean[] appendFailed) {
        String name = append.streamName();
        Outcome<AppendToStreamResult> should = outcomeOf(() -> model.append(name, append.events(), append.expected()));
        appendFailed[0] |= !should.succeeded();
        return Outcomes.outcome(appending(store, name, append.expected(), append.events().toArray())).invoke(is -> {
            assertSameFailure(name, is, should);
            should.item().ifPresent(result -> assertSame(is.item().orElseThrow(), result));
        }).replaceWithVoid();
    }

    private <E> Uni<Void> compareRead(EventStore store, OracleStore model, String name, Class<E> type,
            ReadStreamOptions options) {
        Outcome<ReadStreamResult<E>> should = outcomeOf(() -> model.read(name, type, options));
        return Outcomes.outcome(store.readStream(name, type, options)).invoke(is -> {
            assertSameFailure(name, is, should);
            should.item().ifPresent(result -> {
                ReadStreamResult<E> read = is.item().orElseThrow();
                assertThat(read.currentStreamVersion()).isEqualTo(result.currentStreamVersion());
                assertThat(read.streamExists()).isEqualTo(result.streamExists());
                assertSame(read.events(), result.events());
            });
        }).replaceWithVoid();
    }

    private <E> Uni<Void> compareStreamed(EventStore store, OracleStore model, String name, Class<E> type,
            ReadStreamOptions options) {
        Outcome<List<RecordedEvent<E>>> should = outcomeOf(() -> model.read(name, type, options).events());
        var counting = AggregateStreamOptions.of(type, () -> 0, (Integer count, E event) -> count + 1, options);
        return Outcomes.outcome(store.streamEvents(name, type, options).collect().asList())
                .invoke(is -> {
                    assertSameFailure(name, is, should);
                    should.item().ifPresent(events -> assertSame(is.item().orElseThrow(), events));
                })
                .chain(() -> Outcomes.outcome(store.aggregateStream(name, counting)))
                .invoke(is -> {
                    assertSameFailure(name, is, should);
                    should.item().ifPresent(events -> assertThat(is.item().orElseThrow().state()).isEqualTo(events.size()));
                })
                .replaceWithVoid();
    }

    private void compareAllStreams() {
        for (String name : input.streamNames()) {
            await(compareRead(store(), oracle, name, Object.class, ReadStreamOptions.all()));
        }
    }

    private void assertSame(AppendToStreamResult is, AppendToStreamResult should) {
        assertThat(is.nextExpectedStreamVersion()).isEqualTo(should.nextExpectedStreamVersion());
        assertThat(is.createdNewStream()).isEqualTo(should.createdNewStream());
        positions.assertAgree(should.lastEventGlobalPosition(), is.lastEventGlobalPosition());
    }

    private <E> void assertSame(List<RecordedEvent<E>> is, List<RecordedEvent<E>> should) {
        assertThat(is).hasSameSizeAs(should);
        for (int i = 0; i < is.size(); i++) {
            RecordedEvent<E> event = is.get(i);
            positions.assertAgree(should.get(i).globalPosition(), event.globalPosition());
            assertThat(new RecordedEvent<>(event.data(), event.type(), event.streamName(), event.streamVersion(),
                    should.get(i).globalPosition(), event.eventId(), Instant.EPOCH, event.metadata()))
                    .isEqualTo(should.get(i));
        }
    }

    private static void assertSameFailure(String name, Outcome<?> is, Outcome<?> should) {
        assertThat(is.failure().map(Object::getClass)).as("failure %s", is.failure())
                .isEqualTo(should.failure().map(Object::getClass));
        should.failure().ifPresent(failure -> {
            String message = is.failure().orElseThrow().getMessage();
            if (failure instanceof EventStoreException) {
                assertThat(message).isEqualTo(failure.getMessage());
            } else {
                assertThat(message).contains(name.isBlank() ? "Stream" : name);
            }
        });
    }

    private static <T> Outcome<T> outcomeOf(Supplier<T> operation) {
        try {
            return new Outcome<>(Optional.of(operation.get()), Optional.empty());
        } catch (RuntimeException failure) {
            return new Outcome<>(Optional.empty(), Optional.of(failure));
        }
    }
}
