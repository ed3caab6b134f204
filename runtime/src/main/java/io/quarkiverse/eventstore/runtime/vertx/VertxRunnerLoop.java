package io.quarkiverse.eventstore.runtime.vertx;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import io.netty.channel.EventLoop;
import io.quarkiverse.eventstore.runtime.context.NobodysContext;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/**
 * An event loop of Vert.x.
 */
final class VertxRunnerLoop implements RunnerLoop {

    private final Vertx vertx;
    private final ContextInternal context;
    private final ExecutorService virtualThreads;
    private final NobodysContext nobodysContext = new NobodysContext();

    VertxRunnerLoop(VertxInternal vertx, EventLoop eventLoop, ExecutorService virtualThreads) {
        this.vertx = vertx;
        this.context = vertx.createEventLoopContext(eventLoop, null, Thread.currentThread().getContextClassLoader());
        this.virtualThreads = virtualThreads;
    }

    @Override
    public void execute(Runnable task) {
        context.nettyEventLoop().execute(() -> context.dispatch(() -> run(task)));
    }

    @Override
    public void runAfter(Duration delay, Runnable task) {
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        context.runOnContext(turn -> vertx.setTimer(millis, timer -> run(task)));
    }

    private void run(Runnable task) {
        nobodysContext.run(task);
    }

    @Override
    public Executor handlerThreads(HandlerThread kind) {
        return switch (kind) {
            case EVENT_LOOP -> task -> ownContext().runOnContext(turn -> task.run());
            case WORKER -> task -> ownContext().executeBlocking(() -> {
                task.run();
                return true;
            }, false);
            case VIRTUAL_THREAD -> this::onVirtualThread;
        };
    }

    @Override
    public Executor requestContext() {
        Context own = ownContext();
        return task -> own.runOnContext(turn -> task.run());
    }

    @Override
    public Optional<Executor> callerContext() {
        return Optional.ofNullable(Vertx.currentContext()).map(caller -> task -> caller.runOnContext(turn -> task.run()));
    }

    /** The thread takes over the context in which it is asked for. */
    private void onVirtualThread(Runnable task) {
        ContextInternal own = (ContextInternal) ownContext();
        ContextInternal before = own.beginDispatch();
        try {
            virtualThreads.execute(task);
        } finally {
            own.endDispatch(before);
        }
    }

    /** A context like that of a request: nothing of an earlier task is in it. */
    private Context ownContext() {
        Context own = VertxContext.createNewDuplicatedContext(context);
        io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle.setContextSafe(own, true);
        return own;
    }
}
