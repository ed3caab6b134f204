package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.BlockingEventStoreSessionFactory;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.docs.OrderEvent.OrderPlaced;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

@QuarkusTest
class SessionsTest {

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    BlockingEventStoreSessionFactory blockingSessions;

    private final String id = UUID.randomUUID().toString();

    @Test
    void two_streams_together() {
        await(store.appendToStream("shopping_cart-" + id, List.of(new ProductItemAdded("shoes", 2))));

        // tag::session[]
        Uni<AppendToStreamResult> placed = sessions.withSession(session -> session
                .appendToStream("shopping_cart-" + id, List.of(new ShoppingCartConfirmed()),
                        AppendToStreamOptions.expecting(1))
                .chain(() -> session.appendToStream("order-" + id, List.of(new OrderPlaced(id)),
                        AppendToStreamOptions.expecting(0))));
        // end::session[]

        assertThat(await(placed).createdNewStream()).isTrue();
        assertThatThrownBy(() -> await(placed)).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void two_streams_together_from_imperative_code() {
        // tag::blocking[]
        AppendToStreamResult placed = blockingSessions.withSession(session -> {
            session.appendToStream("shopping_cart-" + id, List.of(new ShoppingCartConfirmed()));
            return session.appendToStream("order-" + id, List.of(new OrderPlaced(id)));
        });
        // end::blocking[]

        assertThat(placed.nextExpectedStreamVersion()).isEqualTo(1);
    }

    @Test
    void a_failed_append_dooms_its_session() {
        String stream = "shopping_cart-" + id;

        Uni<Void> recovered = sessions.withSession(session -> session
                .appendToStream(stream, List.of(new ShoppingCartConfirmed()))
                .chain(() -> session.appendToStream(stream, List.of(new ShoppingCartConfirmed()),
                        AppendToStreamOptions.expecting(0)))
                .onFailure().recoverWithNull()
                .replaceWithVoid());

        assertThatThrownBy(() -> await(recovered)).isInstanceOf(ConcurrencyException.class);
        assertThat(await(store.streamExists(stream))).isFalse();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
