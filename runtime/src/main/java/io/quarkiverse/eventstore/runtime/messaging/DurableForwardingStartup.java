package io.quarkiverse.eventstore.runtime.messaging;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;

/**
 * Starts durable forwarding when the application has started and its channels are connected, and stops it before they are not.
 */
public class DurableForwardingStartup {

    /** Stands for the channel that the configuration names: the build puts its name here. */
    public static final String CHANNEL = "event-store-durable-forwarding";

    @Inject
    @Channel(CHANNEL)
    @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
    MutinyEmitter<String> emitter;

    @Inject
    EventTypes types;

    @Inject
    EventSerializer serializer;

    @Inject
    @All
    List<BrokerDetails> brokers;

    @Inject
    Subscriptions subscriptions;

    @Inject
    @ConfigProperty(name = "quarkus.application.name")
    String application;

    private volatile Runnable stop = () -> {
    };

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event, EventStoreConfig config,
            EventStoreBuildTimeConfig buildTimeConfig) {
        if (!config.forwarding().durable().enabled()) {
            return;
        }
        String channel = buildTimeConfig.forwarding().durable().channel().orElseThrow();
        ForwardingOptions options = new ForwardingOptions(config.forwarding(), application);
        DurableForwarding forwarding = new DurableForwarding(channel, emitter,
                new CloudEvents(options.source(), serializer, brokers), options.retries(),
                config.forwarding().durable().acknowledgementTimeout());
        stop = forwarding::stop;
        subscriptions.startBatches(options.subscription(channel, types), Object.class, forwarding::send).await().indefinitely();
    }

    /** Before subscriptions wait for their handlers. */
    void onStop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER - 1) ShutdownEvent event) {
        stop.run();
    }
}
