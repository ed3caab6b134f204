package io.quarkiverse.eventstore.runtime.declared;

import java.util.concurrent.Callable;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.smallrye.mutiny.Uni;

/** The request context of one call of a handler: it lasts until what the handler began has ended. */
final class HandlerRequest {

    private final ManagedContext context = Arc.container().requestContext();
    private final ContextState state = context.initializeState();

    private HandlerRequest() {
    }

    static Uni<Void> during(Callable<Uni<?>> call) {
        HandlerRequest request = new HandlerRequest();
        request.context.activate(request.state);
        try {
            return call.call()
                    .onTermination().invoke(request::end)
                    .replaceWithVoid();
        } catch (Exception e) {
            request.end();
            return Uni.createFrom().failure(e);
        } catch (Error e) {
            request.end();
            throw e;
        }
    }

    /** May run on a thread of somebody else, whose request goes on. */
    private void end() {
        if (context.getStateIfActive() == state) {
            context.deactivate();
        }
        context.destroy(state);
    }
}
