package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.EventStoreSessionFactory;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.ItemAdded;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineInheritedTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started();

    /** What was projected and emptied; static, so that nothing injects the beans, which nobody else uses. */
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    @Inject
    EventStore store;

    @Inject
    EventStoreSessionFactory sessions;

    @Inject
    @Any
    Instance<InlineProjection<?>> projections;

    @Test
    void methods_of_classes_that_are_extended_count() {
        store.appendToStream("cart-1", List.of(new Opened("ann"), new ItemAdded("tea"))).await().indefinitely();

        assertThat(SEEN).contains("OnlyInherited opened", "OnlyInherited tea", "Overriding opened", "Overriding tea again");

        projections.forEach(projection -> sessions.withSession(projection::clear).await().indefinitely());

        assertThat(SEEN).contains("OnlyInherited emptied", "Overriding emptied again");
        assertThat(projections).extracting(InlineProjection::name).containsExactlyInAnyOrder("OnlyInherited", "Overriding");
    }

    abstract static class Base {

        @Inline
        Uni<Void> on(Opened event) {
            return note("opened");
        }

        @Inline
        Uni<Void> on(ItemAdded event) {
            return note(event.item());
        }

        @Clear
        Uni<Void> clear() {
            return note("emptied");
        }

        Uni<Void> note(String what) {
            SEEN.add(name() + " " + what);
            return Uni.createFrom().voidItem();
        }

        abstract String name();
    }

    @ApplicationScoped
    static class OnlyInherited extends Base {

        @Override
        String name() {
            return "OnlyInherited";
        }
    }

    @ApplicationScoped
    static class Overriding extends Base {

        @Override
        String name() {
            return "Overriding";
        }

        @Override
        @Inline
        Uni<Void> on(ItemAdded event) {
            return note(event.item() + " again");
        }

        @Override
        @Clear
        Uni<Void> clear() {
            return note("emptied again");
        }
    }
}
