package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.store.Returned;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.subscription.EventHandler;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/**
 * Calls a handler for one event after the other, in a plain loop as long as it is done when it returns.
 */
final class HandlerCalls<E> {

    private final List<LoggedEvent> events;
    private final EventDecoder<E> decoder;
    private final EventHandler<E> handler;
    private final Executor threads;
    private final Tenure tenure;
    private final int callsPerLook;
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private int handled;

    private HandlerCalls(List<LoggedEvent> events, EventDecoder<E> decoder, EventHandler<E> handler, Executor threads,
            Tenure tenure, int callsPerLook) {
        this.events = events;
        this.decoder = decoder;
        this.handler = handler;
        this.threads = threads;
        this.tenure = tenure;
        this.callsPerLook = callsPerLook;
    }

    /**
     * How many were handled before the tenure was over.
     *
     * @param callsPerLook how many calls in a row may begin, each over when it returns, without a look at the clock between
     */
    static <E> Uni<Integer> of(List<LoggedEvent> events, EventDecoder<E> decoder, EventHandler<E> handler, Executor threads,
            Tenure tenure, int callsPerLook) {
        return Uni.createFrom().completionStage(() -> {
            HandlerCalls<E> calls = new HandlerCalls<>(events, decoder, handler, threads, tenure, callsPerLook);
            calls.continueOnThread();
            return calls.result;
        });
    }

    private void continueOnThread() {
        try {
            threads.execute(this::callOn);
        } catch (RejectedExecutionException e) {
            rejected(e);
        }
    }

    /** No thread is to be had at the moment, which is no failure of the handler. */
    private void rejected(RejectedExecutionException failure) {
        if (handled > 0) {
            result.complete(handled);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private void callOn() {
        int calls = 0;
        while (handled < events.size() && mayCall(calls++)) {
            Call call = new Call();
            call.begin(events.get(handled));
            if (call.leave()) {
                return;
            }
            Throwable failure = call.failure();
            if (failure != null) {
                fail(failure);
                return;
            }
            handled++;
        }
        result.complete(handled);
    }

    private boolean mayCall(int callsInARow) {
        return callsInARow % callsPerLook == 0 ? !tenure.isOver() : !tenure.isEnding();
    }

    private void goOnAfter(@Nullable Throwable failure) {
        if (failure == null) {
            handled++;
            continueOnThread();
        } else {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        result.completeExceptionally(new DeliveryFailedException(handled, failure));
    }

    /**
     * A call of the handler, which may be over before it returns, or on another thread later. Subscribes without an operator:
     * each would take a copy of the whole context, for every single event.
     */
    private final class Call implements UniSubscriber<Void> {

        private static final Object BEGUN = "begun";
        private static final Object LEFT = "left";
        private static final Object SUCCEEDED = "succeeded";

        private final AtomicReference<Object> state = new AtomicReference<>(BEGUN);

        void begin(LoggedEvent logged) {
            try {
                Optional<RecordedEvent<E>> event = decoder.decode(logged);
                if (event.isPresent()) {
                    Returned.uni("Handler", handler.handle(event.get())).subscribe().withSubscriber(this);
                } else {
                    end(SUCCEEDED);
                }
            } catch (Throwable t) {
                end(t);
            }
        }

        /** True if the call is not over yet: who ends it goes on with the next event. */
        boolean leave() {
            return state.get() == BEGUN && state.compareAndSet(BEGUN, LEFT);
        }

        @Nullable
        Throwable failure() {
            return state.get() instanceof Throwable failure ? failure : null;
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            // Nothing to keep: a call is never cancelled.
        }

        @Override
        public void onItem(Void nothing) {
            end(SUCCEEDED);
        }

        @Override
        public void onFailure(Throwable failure) {
            end(failure);
        }

        /** The first answer counts. */
        private void end(Object answer) {
            if (!state.compareAndSet(BEGUN, answer) && state.compareAndSet(LEFT, answer)) {
                goOnAfter(failure());
            }
        }
    }
}
