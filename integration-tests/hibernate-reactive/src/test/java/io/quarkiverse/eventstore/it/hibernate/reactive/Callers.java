package io.quarkiverse.eventstore.it.hibernate.reactive;

import java.time.Duration;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Calls as a request does: on an event loop, in a context of its own. */
@Singleton
public class Callers {

    private final Vertx vertx;

    Callers(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> Uni<T> inRequest(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(caller -> {
            Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(request, true);
            request.runOnContext(
                    turn -> Uni.createFrom().<T> deferred(work::get).subscribe().with(caller::complete, caller::fail));
        });
    }

    /** On an event loop that serves no request, where Hibernate refuses to look for a session. */
    public <T> Uni<T> onRootContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(caller -> vertx.getOrCreateContext()
                .runOnContext(
                        turn -> Uni.createFrom().<T> deferred(work::get).subscribe().with(caller::complete, caller::fail)));
    }

    public <T> T await(Supplier<Uni<T>> work) {
        return inRequest(work).await().atMost(Duration.ofSeconds(30));
    }

    /** Null if there is none. */
    public Throwable failureOf(Supplier<Uni<?>> work) {
        return inRequest(() -> work.get().<Throwable> replaceWith((Throwable) null).onFailure().recoverWithItem(f -> f)).await()
                .atMost(Duration.ofSeconds(30));
    }
}
