package io.quarkiverse.eventstore.runtime.vertx;

import java.util.concurrent.ExecutorService;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;

/**
 * Produces the event loops on which subscriptions run.
 */
@Singleton
public class VertxLoops {

    @Produces
    @Singleton
    public RunnerLoops loops(Vertx vertx, @VirtualThreads ExecutorService virtualThreads) {
        return new VertxRunnerLoops(vertx, virtualThreads);
    }
}
