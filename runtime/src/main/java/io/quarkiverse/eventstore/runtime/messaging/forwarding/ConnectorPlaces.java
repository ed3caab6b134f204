package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/**
 * How many messages a connector takes before it answers some: as many as it asks for. It asks for another one when it answers
 * one, so a message that it never answers would keep its place for ever; such a place can be given to another message.
 */
final class ConnectorPlaces {

    private final AtomicLong owed = new AtomicLong();
    private volatile long most;
    private volatile @Nullable Places<?> places;

    /** The messages, of which the connector gets as many as it has places. */
    <T> Multi<T> of(Multi<T> messages) {
        return new AbstractMultiOperator<T, T>(messages) {
            @Override
            public void subscribe(MultiSubscriber<? super T> connector) {
                Places<T> ofConnector = new Places<>(connector);
                places = ofConnector;
                messages.subscribe().withSubscriber(ofConnector);
            }
        };
    }

    /** Gives the place of a message that is not answered to another one. */
    void give() {
        Places<?> ofConnector = places;
        if (ofConnector != null) {
            ofConnector.add(1);
        }
    }

    /**
     * Gives all places but one: to be called when that was given to find out whether the connector takes messages again, and
     * it has answered.
     */
    void giveOthers() {
        Places<?> ofConnector = places;
        if (ofConnector != null && most > 1 && most < Long.MAX_VALUE) {
            ofConnector.add(most - 1);
        }
    }

    /** To be called when a message whose place was given away is answered after all: now the connector will ask for another. */
    void takeBack() {
        owed.incrementAndGet();
    }

    private final class Places<T> extends MultiOperatorProcessor<T, T> {

        Places(MultiSubscriber<? super T> connector) {
            super(connector);
        }

        /**
         * Who asks for one has answered one; who asks for more has counted anew how many it can take.
         */
        @Override
        public void request(long asked) {
            if (asked != 1) {
                owed.set(0);
                most = Math.max(most, asked);
                super.request(asked);
            } else if (owed.getAndUpdate(before -> Math.max(0, before - 1)) == 0) {
                super.request(1);
            }
        }

        void add(long count) {
            Flow.Subscription messages = getUpstreamSubscription();
            if (messages != null) {
                messages.request(count);
            }
        }
    }
}
