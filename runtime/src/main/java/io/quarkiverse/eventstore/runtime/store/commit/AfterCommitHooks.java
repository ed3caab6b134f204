package io.quarkiverse.eventstore.runtime.store.commit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.RecordedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Calls the application's hooks one after the other and tells its observers; no failure of theirs gets out.
 */
public final class AfterCommitHooks implements Function<AppendedEvents, CompletionStage<Void>> {

    private static final Logger LOG = Logger.getLogger(AfterCommitHooks.class);

    private final List<AfterCommitHook> hooks = new CopyOnWriteArrayList<>();
    private final AppendedEventsPublisher observers;
    private final Consumer<AppendedEvents> listeners;
    private final Set<CompletableFuture<@Nullable Void>> running = ConcurrentHashMap.newKeySet();

    /** @param listeners is told before all else, once for each append */
    public AfterCommitHooks(AppendedEventsPublisher observers, Consumer<AppendedEvents> listeners) {
        this.observers = observers;
        this.listeners = listeners;
    }

    /** Has the hook called from now on, after those that were added before. */
    public void add(AfterCommitHook hook) {
        hooks.add(hook);
    }

    @Override
    public CompletionStage<Void> apply(AppendedEvents committed) {
        listeners.accept(committed);
        if (hooks.isEmpty()) {
            observers.publish(committed);
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        running.add(ended);
        return callHooks(committed).invoke(() -> observers.publish(committed))
                .onTermination().invoke(() -> {
                    running.remove(ended);
                    ended.complete(null);
                })
                .subscribeAsCompletionStage();
    }

    /** Completes when no call is running: also those of a session's later appends, which begin when the earlier ones end. */
    public Uni<Void> ended() {
        return Uni.createFrom().completionStage(() -> CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)))
                .chain(() -> running.isEmpty() ? Uni.createFrom().voidItem() : ended());
    }

    private Uni<Void> callHooks(AppendedEvents committed) {
        return Multi.createFrom().iterable(hooks)
                .onItem().transformToUniAndConcatenate(hook -> callSafely(hook, committed))
                .onItem().ignoreAsUni();
    }

    private static Uni<Void> callSafely(AfterCommitHook hook, AppendedEvents committed) {
        return Uni.createFrom().deferred(() -> hook.onAfterCommit(committed))
                .onFailure().invoke(failure -> logFailure(hook, committed, failure))
                .onFailure().recoverWithNull();
    }

    private static void logFailure(AfterCommitHook hook, AppendedEvents committed, Throwable failure) {
        List<RecordedEvent<?>> events = committed.events();
        LOG.errorf(failure, "After-commit hook %s failed for stream %s, positions %d to %d; the events are stored.",
                hook.getClass().getName(), committed.streamName(), events.get(0).globalPosition(),
                events.get(events.size() - 1).globalPosition());
    }
}
