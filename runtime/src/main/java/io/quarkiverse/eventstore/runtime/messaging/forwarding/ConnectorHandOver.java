package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.context.NobodysContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.reactive.messaging.OutgoingInterceptor;
import io.smallrye.reactive.messaging.SubscriberDecorator;

/**
 * Hands forwarded events to their connectors.
 * <p>
 * In nobody's context: on the way there, Quarkus gives each message a request context of its own, which every step of the
 * connector would carry on, and begin and end. An interceptor of the application may count on it: then it stays.
 * <p>
 * What a connector throws is the failure of that message. Otherwise it would close the channel for good, without a word.
 */
final class ConnectorHandOver implements SubscriberDecorator {

    private static final Logger LOG = Logger.getLogger(ConnectorHandOver.class);

    private final ForwardingChannels channels;
    private final boolean areIntercepted;
    private final NobodysContext nobodysContext = new NobodysContext();

    @Inject
    ConnectorHandOver(ForwardingChannels channels, @Any Instance<OutgoingInterceptor> interceptors) {
        this(channels, !interceptors.isUnsatisfied());
    }

    /** @param areIntercepted whether the application looks at outgoing messages, and at what becomes of them */
    ConnectorHandOver(ForwardingChannels channels, boolean areIntercepted) {
        this.channels = channels;
        this.areIntercepted = areIntercepted;
    }

    /** The last one before the connector. */
    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Multi<? extends Message<?>> decorate(Multi<? extends Message<?>> messages, List<String> names, boolean isConnector) {
        Optional<String> forwarding = channels.handedToConnector(names, isConnector);
        return forwarding.isPresent() ? handedOver(messages, forwarding.get()) : messages;
    }

    private <M extends Message<?>> Multi<M> handedOver(Multi<M> messages, String channel) {
        return new AbstractMultiOperator<M, M>(messages) {
            @Override
            public void subscribe(MultiSubscriber<? super M> connector) {
                messages.subscribe().withSubscriber(new HandOver<>(channel, connector));
            }
        };
    }

    private final class HandOver<M extends Message<?>> extends MultiOperatorProcessor<M, M> {

        private final String channel;
        private final RareWarning warning = new RareWarning(LOG);

        HandOver(String channel, MultiSubscriber<? super M> connector) {
            super(connector);
            this.channel = channel;
        }

        @Override
        public void onItem(M message) {
            try {
                if (areIntercepted) {
                    super.onItem(message);
                } else {
                    nobodysContext.run(() -> super.onItem(message));
                }
            } catch (Throwable thrown) {
                warning.log(thrown, "Channel %s: its connector failed at an event, which counts as refused.", channel);
                message.nack(thrown);
                request(1);
            }
        }
    }
}
