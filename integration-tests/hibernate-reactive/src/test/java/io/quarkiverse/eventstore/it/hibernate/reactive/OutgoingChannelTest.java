package io.quarkiverse.eventstore.it.hibernate.reactive;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.messaging.AppendMetadata;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;

/** Messages to the connector {@code event-store} from within a transaction of Hibernate Reactive. */
@QuarkusTest
class OutgoingChannelTest {

    private final String cart = unique("cart");

    @Inject
    Callers callers;

    @Inject
    EventStore store;

    @Channel("carts")
    MutinyEmitter<Object> carts;

    @Test
    void what_was_acknowledged_stays_when_the_transaction_is_rolled_back() {
        Throwable failure = callers.failureOf(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(this::send)
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("Not today.")))));

        assertThat(failure).hasMessage("Not today.");
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void several_to_one_stream_may_be_awaited_in_the_transaction() {
        callers.await(() -> Panache.withTransaction(() -> new CartSummary(cart, 1).persist()
                .chain(() -> Uni.join().all(send(), send(), send()).andFailFast())));

        assertThat(version()).isEqualTo(3);
    }

    private Uni<Void> send() {
        return carts.sendMessage(Message.of(opened(), Metadata.of(AppendMetadata.to(cart))));
    }

    private long version() {
        return callers.await(() -> store.readStream(cart, Object.class)).currentStreamVersion();
    }
}
