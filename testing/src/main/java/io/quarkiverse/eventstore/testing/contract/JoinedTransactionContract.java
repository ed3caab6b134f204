package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.quarkiverse.eventstore.testing.contract.fixture.TextNoted;
import io.quarkiverse.eventstore.testing.contract.fixture.TransactionPerCall;
import io.smallrye.mutiny.Uni;

/**
 * What a store does in transactions that the application begins and ends: the same as in its own.
 */
public abstract class JoinedTransactionContract implements TransactionPerCall.Application {

    /** The beans of the back end. */
    protected abstract EventStoreUnderTest beans();

    private EventStoreUnderTest inTransactions() {
        return new StoreInTransactions(beans(), this);
    }

    private void appendAndChangeAfterTheCall(String streamName) {
        List<String> lines = new ArrayList<>(List.of("before"));
        Outcomes.await(inTransaction(store -> {
            Uni<AppendToStreamResult> append = store.appendToStream(streamName, List.of(new TextNoted("note", lines)));
            lines.set(0, "after");
            return append;
        }));
    }

    @Nested
    public class Aggregating extends AggregatingContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class Appending extends AppendingContract {

        /** Of the store, in a transaction: the application calls it only there. */
        @Override
        @Test
        public void takes_the_events_when_the_method_is_called() {
            String cart = unique("cart");

            appendAndChangeAfterTheCall(cart);

            assertThat(Outcomes.await(beans().store().readStream(cart, TextNoted.class)).events())
                    .extracting(event -> event.data().lines()).containsExactly(List.of("before"));
        }

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class EventType extends EventTypeContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class ExpectedVersion extends ExpectedVersionContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    /** Which the application's commit does not wait for. */
    @Nested
    public class Hook extends HookContract {

        /** Of the store, in a transaction: the application calls it only there. */
        @Override
        @Test
        public void is_told_the_events_as_they_were_when_the_append_was_asked_for() {
            String cart = unique("cart");

            appendAndChangeAfterTheCall(cart);

            assertThat(told(RecordingHook.NAME, cart, 1).get(0).events()).extracting(RecordedEvent::data)
                    .isEqualTo(List.of(new TextNoted("note", List.of("before"))));
        }

        @Override
        protected List<AppendedEvents> told(String hook, String streamName, int times) {
            String later = unique("later");
            Outcomes.await(underTest().store().appendToStream(later, List.of(opened())));
            eventually(() -> !toldTo(RecordingHook.NAME, later).isEmpty() && toldTo(hook, streamName).size() >= times);
            return super.told(hook, streamName, times);
        }

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class InlineProjection extends InlineProjectionContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class Metadata extends MetadataContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class Racing extends RacingContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class ReadExpectation extends ReadExpectationContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class Reading extends ReadingContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class RefusedInput extends RefusedInputContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class Repeat extends RepeatContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class SeveralStreams extends SeveralStreamsContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    public class Serialization extends SerializationContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }
}
