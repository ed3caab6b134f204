package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.smallrye.mutiny.Uni;

/** After-commit hooks that append while they are made, over any store. */
abstract class HooksThatAppend {

    static final Class<?>[] CLASSES = { HooksThatAppend.class, HookEvent.class, HookEvent.HookMade.class, SingletonHook.class,
            ScopedHook.class };

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    sealed interface HookEvent {
        record HookMade(String name) implements HookEvent {
        }
    }

    @Inject
    BlockingEventStore store;

    @Test
    void are_told_of_what_those_append_that_are_made_later() {
        assertThat(store.readStream("hook-singleton", HookEvent.class).events()).hasSize(1);
        assertThat(store.readStream("hook-scoped", HookEvent.class).events()).hasSize(1);
        assertThat(TOLD).containsExactly("singleton of hook-scoped");
    }

    @Singleton
    @Priority(200)
    static class SingletonHook implements AfterCommitHook {

        SingletonHook(BlockingEventStore store) {
            store.appendToStream("hook-singleton", List.of(new HookEvent.HookMade("singleton")));
        }

        @Override
        public Uni<Void> onAfterCommit(AppendedEvents committed) {
            TOLD.add("singleton of " + committed.streamName());
            return Uni.createFrom().voidItem();
        }
    }

    @ApplicationScoped
    @Priority(100)
    static class ScopedHook implements AfterCommitHook {

        ScopedHook() {
            // For the proxy.
        }

        @Inject
        ScopedHook(BlockingEventStore store) {
            store.appendToStream("hook-scoped", List.of(new HookEvent.HookMade("scoped")));
        }

        @Override
        public Uni<Void> onAfterCommit(AppendedEvents committed) {
            TOLD.add("scoped of " + committed.streamName());
            return Uni.createFrom().voidItem();
        }
    }
}
