package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.List;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstore.runtime.context.NobodysContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.reactive.messaging.OutgoingInterceptor;
import io.smallrye.reactive.messaging.SubscriberDecorator;

/**
 * Hands forwarded events to their connectors in nobody's context. On the way there, Quarkus gives each message a request
 * context of its own, which every step of the connector would carry on, and begin and end. An interceptor of the application
 * may count on it: then it stays.
 */
final class ContextlessChannels implements SubscriberDecorator {

    private final ForwardingChannels channels;
    private final boolean areIntercepted;
    private final NobodysContext nobodysContext = new NobodysContext();

    @Inject
    ContextlessChannels(ForwardingChannels channels, @Any Instance<OutgoingInterceptor> interceptors) {
        this(channels, !interceptors.isUnsatisfied());
    }

    /** @param areIntercepted whether the application looks at outgoing messages, and at what becomes of them */
    ContextlessChannels(ForwardingChannels channels, boolean areIntercepted) {
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
        boolean isForwarding = isConnector && names.size() == 1 && channels.contain(names.get(0));
        return isForwarding && !areIntercepted ? contextless(messages) : messages;
    }

    private <T> Multi<T> contextless(Multi<T> messages) {
        return new AbstractMultiOperator<T, T>(messages) {
            @Override
            public void subscribe(MultiSubscriber<? super T> connector) {
                messages.subscribe().withSubscriber(new MultiOperatorProcessor<T, T>(connector) {
                    @Override
                    public void onItem(T message) {
                        nobodysContext.run(() -> super.onItem(message));
                    }
                });
            }
        };
    }
}
