package io.quarkiverse.eventstore.runtime.vertx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * The event loops of Vert.x in turn. Its own turns are taken by all who need a context, so that runners would meet on a few.
 */
final class VertxRunnerLoops implements RunnerLoops {

    private final VertxInternal vertx;
    private final ExecutorService virtualThreads;
    private final List<EventLoop> eventLoops = new ArrayList<>();
    private final AtomicInteger given = new AtomicInteger();

    VertxRunnerLoops(Vertx vertx, ExecutorService virtualThreads) {
        this.vertx = (VertxInternal) vertx;
        this.virtualThreads = virtualThreads;
        for (EventExecutor eventLoop : this.vertx.getEventLoopGroup()) {
            eventLoops.add((EventLoop) eventLoop);
        }
    }

    @Override
    public RunnerLoop next() {
        EventLoop eventLoop = eventLoops.get(Math.floorMod(given.getAndIncrement(), eventLoops.size()));
        return new VertxRunnerLoop(vertx, eventLoop, virtualThreads);
    }
}
