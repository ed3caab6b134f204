package io.quarkiverse.eventstore.runtime.messaging;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.config.WhenRefused;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
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

    private static final long FOR_EVER = Long.MAX_VALUE;

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
        EventStoreConfig.DurableForwarding settings = config.forwarding().durable();
        String channel = buildTimeConfig.forwarding().durable().channel().orElseThrow();
        if (!settings.enabled()) {
            return;
        }
        DurableForwarding forwarding = new DurableForwarding(channel, emitter,
                new CloudEvents(source(config), serializer, brokers),
                settings.whenRefused() == WhenRefused.RETRY ? FOR_EVER : settings.retries(), settings.acknowledgementTimeout());
        stop = forwarding::stop;
        subscriptions.startBatches(options(channel, settings), Object.class, forwarding::send).await().indefinitely();
    }

    /** Before subscriptions wait for their handlers. */
    void onStop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER - 1) ShutdownEvent event) {
        stop.run();
    }

    private SubscriptionOptions options(String channel, EventStoreConfig.DurableForwarding settings) {
        FailurePolicy policy = FailurePolicy.stop();
        return SubscriptionOptions.named(settings.subscription().orElse("forwarding-" + channel))
                .withFilter(filter(settings))
                .withPartitions(settings.partitions())
                .withBatchSize(settings.batchSize())
                .withFailurePolicy(policy.withRetries(0, policy.firstDelay(), policy.maxDelay())
                        .withWhenExhausted(
                                settings.whenRefused() == WhenRefused.PARK ? WhenExhausted.PARK : WhenExhausted.STOP));
    }

    private URI source(EventStoreConfig config) {
        Optional<String> source = config.forwarding().source();
        try {
            return source.isPresent() ? new URI(source.get()) : new URI(null, null, "/" + application, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "quarkus.event-store.forwarding.source: expected a URI or the path of one, but it is '"
                            + source.orElse(application) + "'.",
                    e);
        }
    }

    private EventFilter filter(EventStoreConfig.DurableForwarding settings) {
        EventFilter filter = EventFilter.all();
        if (settings.categories().isPresent()) {
            filter = filter.withCategories(settings.categories().get().toArray(String[]::new));
        }
        if (settings.eventTypes().isPresent()) {
            filter = filter.withEventTypes(settings.eventTypes().get().stream().map(this::eventClass).toArray(Class<?>[]::new));
        }
        return filter;
    }

    private Class<?> eventClass(String storedName) {
        return types.classOf(storedName).orElseThrow(() -> new IllegalArgumentException(
                "quarkus.event-store.forwarding.durable.event-types: expected stored names of event types, but one is '"
                        + storedName
                        + "'."));
    }
}
