package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkiverse.eventstore.runtime.messaging.cloudevents.BrokerDetails;
import io.quarkiverse.eventstore.runtime.shutdown.ShutdownTasks;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Starts durable forwarding when the application has started and its channels are connected, and stops it before they are not.
 */
public class DurableForwardingStartup {

    private static final Logger LOG = Logger.getLogger(DurableForwardingStartup.class);

    /** Stands for the channel that the configuration names: the build puts its name here. */
    public static final String CHANNEL = "event-store-durable-forwarding";

    @Inject
    @Channel(CHANNEL)
    @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
    Emitter<Object> emitter;

    @Inject
    ForwardingOptions options;

    @Inject
    EventSenders senders;

    @Inject
    @All
    List<BrokerDetails> brokers;

    @Inject
    Config allConfig;

    @Inject
    DurableSubscriptions subscriptions;

    @Inject
    ShutdownTasks atEnd;

    private volatile Runnable stop = () -> {
    };

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event, EventStoreConfig config,
            EventStoreBuildTimeConfig buildTimeConfig) {
        EventStoreConfig.DurableForwarding durable = config.forwarding().durable();
        if (!durable.enabled()) {
            return;
        }
        String channel = buildTimeConfig.forwarding().durable().channel().orElseThrow();
        ChannelConfig attributes = new ChannelConfig(allConfig, channel);
        EventSender sender = senders.to(channel, emitter, options.durablyAcknowledgedWithin(attributes));
        SubscriptionOptions subscription = options.subscription(channel);
        DurableForwarding forwarding = new DurableForwarding(channel, sender, options.retries(),
                failure -> brokers.stream().anyMatch(broker -> broker.meansAway(failure, attributes)),
                () -> leaveToOthers(subscription.name()));
        stop = forwarding::stop;
        atEnd.add(stop);
        subscriptions.startStored(subscription, forwarding::send).await().indefinitely();
    }

    private void leaveToOthers(String subscription) {
        subscriptions.stop(subscription).subscribe().with(stopped -> {
        }, failure -> LOG.warnf(failure, "Subscription %s could not be stopped on this node.", subscription));
    }

    /** Before subscriptions wait for their handlers. */
    void onStop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER - 1) ShutdownEvent event) {
        stop.run();
    }
}
