package io.quarkiverse.eventstore.it.hibernate.reactive;

import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.testing.contract.AggregatingContract;
import io.quarkiverse.eventstore.testing.contract.AppendingContract;
import io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest;
import io.quarkiverse.eventstore.testing.contract.EventTypeContract;
import io.quarkiverse.eventstore.testing.contract.ExpectedVersionContract;
import io.quarkiverse.eventstore.testing.contract.MetadataContract;
import io.quarkiverse.eventstore.testing.contract.RacingContract;
import io.quarkiverse.eventstore.testing.contract.ReadExpectationContract;
import io.quarkiverse.eventstore.testing.contract.ReadingContract;
import io.quarkiverse.eventstore.testing.contract.RefusedInputContract;
import io.quarkiverse.eventstore.testing.contract.RepeatContract;
import io.quarkiverse.eventstore.testing.contract.SerializationContract;
import io.quarkiverse.eventstore.testing.contract.StoreInTransactions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.TextNoted;
import io.quarkiverse.eventstore.testing.contract.fixture.TransactionPerCall;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** The store in transactions of Hibernate Reactive. */
@QuarkusTest
class HibernateReactiveContractTest implements TransactionPerCall.Application {

    @Inject
    EventStoreUnderTest beans;

    @Inject
    Callers callers;

    @Override
    public <T> Uni<T> inTransaction(Function<EventStore, Uni<T>> work) {
        return callers.inRequest(() -> Panache.withTransaction(() -> work.apply(beans.store())));
    }

    private EventStoreUnderTest inTransactions() {
        return new StoreInTransactions(beans, this);
    }

    @Nested
    class Aggregating extends AggregatingContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class Appending extends AppendingContract {

        /** Of the store, in a transaction: the application calls it only there. */
        @Override
        @Test
        public void takes_the_events_when_the_method_is_called() {
            String cart = unique("cart");
            List<String> lines = new ArrayList<>(List.of("before"));

            Outcomes.await(inTransaction(store -> {
                Uni<AppendToStreamResult> append = store.appendToStream(cart, List.of(new TextNoted("note", lines)));
                lines.set(0, "after");
                return append;
            }));

            assertThat(Outcomes.await(beans.store().readStream(cart, TextNoted.class)).events())
                    .extracting(event -> event.data().lines()).containsExactly(List.of("before"));
        }

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class EventType extends EventTypeContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class ExpectedVersion extends ExpectedVersionContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class Metadata extends MetadataContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class Racing extends RacingContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class ReadExpectation extends ReadExpectationContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class Reading extends ReadingContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class RefusedInput extends RefusedInputContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class Repeat extends RepeatContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }

    @Nested
    class Serialization extends SerializationContract {

        @Override
        protected EventStoreUnderTest underTest() {
            return inTransactions();
        }
    }
}
