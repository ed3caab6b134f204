package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.InlineProjectionException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineMethodsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started();

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    @Any
    Instance<InlineProjection<?>> projections;

    @Inject
    Copies copies;

    @Inject
    WithoutScope withoutScope;

    @Inject
    Request request;

    @Test
    void each_event_is_given_to_the_most_specific_method_before_the_append_is_answered() {
        append("cart-1", new Opened("ann"), new ItemAdded("tea"));

        assertThat(copies.received()).endsWith("cart event opened", "tea 2");
        assertThat(store.readStream("copy-of-cart-1", CartEvent.class).await().indefinitely().events())
                .extracting(RecordedEvent::data).containsExactly(new ItemAdded("tea"));
    }

    @Test
    void a_class_without_a_scope_is_a_bean() {
        append("other-1", new ItemAdded("milk"));

        assertThat(withoutScope.received).contains("milk");
    }

    @Test
    void the_name_is_that_of_the_class_or_of_the_annotation() {
        assertThatThrownBy(() -> append("bad-1", new ItemAdded("refused by WithoutScope")))
                .isInstanceOfSatisfying(InlineProjectionException.class,
                        failure -> assertThat(failure.projectionName()).isEqualTo("WithoutScope"));
        assertThatThrownBy(() -> append("bad-1", new ItemAdded("refused by cart-copies")))
                .isInstanceOfSatisfying(InlineProjectionException.class,
                        failure -> assertThat(failure.projectionName()).isEqualTo("cart-copies"));
        assertThat(store.streamExists("bad-1").await().indefinitely()).isFalse();
    }

    @Test
    void the_request_of_the_append_is_that_of_the_method() {
        ManagedContext context = Arc.container().requestContext();
        context.activate();
        try {
            request.login("ann");

            append("request-1", new ItemAdded("who asks?"));
        } finally {
            context.terminate();
        }

        assertThat(withoutScope.received).contains("asked by ann");
    }

    @Test
    void the_annotated_method_empties_the_read_model() {
        append("cart-9", new Opened("ann"));
        assertThat(copies.received()).isNotEmpty();

        sessions.withSession(session -> projection("cart-copies").clear(session)).await().indefinitely();

        assertThat(copies.received()).isEmpty();
    }

    @Test
    void without_such_a_method_it_cannot_be_rebuilt() {
        assertThatThrownBy(
                () -> sessions.withSession(session -> projection("WithoutScope").clear(session)).await().indefinitely())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Inline projection WithoutScope: expected a method annotated @Clear, which empties the read model "
                        + "before it is rebuilt, but there is none.");
    }

    private InlineProjection<?> projection(String name) {
        return projections.stream().filter(projection -> projection.name().equals(name)).findFirst().orElseThrow();
    }

    private void append(String stream, CartEvent... events) {
        store.appendToStream(stream, List.of(events)).await().indefinitely();
    }

    @RequestScoped
    static class Request {

        private String user = "nobody";

        void login(String name) {
            user = name;
        }

        String user() {
            return user;
        }
    }

    @ApplicationScoped
    static class Copies {

        final List<String> received = new CopyOnWriteArrayList<>();

        @Inline("cart-copies")
        Uni<Void> on(CartEvent event) {
            received.add("cart event opened");
            return Uni.createFrom().voidItem();
        }

        @Inline("cart-copies")
        Uni<Void> on(RecordedEvent<ItemAdded> event, EventStoreSession session) {
            if (event.data().item().equals("refused by cart-copies")) {
                return Uni.createFrom().failure(new IllegalStateException("for a test"));
            }
            if (!event.streamName().equals("cart-1")) {
                return Uni.createFrom().voidItem();
            }
            received.add(event.data().item() + " " + event.streamVersion());
            return session.appendToStream("copy-of-" + event.streamName(), List.of(event.data())).replaceWithVoid();
        }

        @Clear
        Uni<Void> clear(EventStoreSession session) {
            return session.streamExists("cart-1").invoke(received::clear).replaceWithVoid();
        }

        List<String> received() {
            return List.copyOf(received);
        }

        void on(Opened notInline) {
            received.add("never");
        }
    }

    static class WithoutScope {

        final List<String> received = new CopyOnWriteArrayList<>();

        @Inject
        Request request;

        @Inline
        Uni<Void> on(ItemAdded event) {
            if (event.item().equals("refused by WithoutScope")) {
                throw new IllegalStateException("for a test");
            }
            received.add(event.item().equals("who asks?") ? "asked by " + request.user() : event.item());
            return Uni.createFrom().voidItem();
        }
    }
}
