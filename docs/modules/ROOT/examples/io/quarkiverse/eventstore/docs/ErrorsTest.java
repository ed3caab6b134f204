package io.quarkiverse.eventstore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ShoppingCartConfirmed;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ErrorsTest {

    @Inject
    BlockingEventStore store;

    private final String stream = "shopping_cart-" + UUID.randomUUID();

    @Test
    void a_conflict() {
        store.appendToStream(stream, List.of(new ShoppingCartConfirmed()));
        String answer = "none";

        // tag::conflict[]
        try {
            store.appendToStream(stream, List.of(new ShoppingCartConfirmed()),
                    AppendToStreamOptions.expecting(ExpectedStreamVersion.noStream()));
        } catch (ConcurrencyException conflict) {
            answer = conflict.streamName() + " is at " + conflict.actual() + " instead of " + conflict.expected();
        }
        // end::conflict[]

        assertThat(answer).isEqualTo(stream + " is at 1 instead of no stream");
    }
}
