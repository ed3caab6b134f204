package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;

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
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.serialization.EventSerializer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Starts forwarding after the commit when channels are connected and the application's own observers have not run yet; when the
 * application stops, it waits for what is under way.
 */
public class AfterCommitForwardingStartup {

    private static final Logger LOG = Logger.getLogger(AfterCommitForwardingStartup.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** Stands for the channel that the configuration names: the build puts its name here. */
    public static final String CHANNEL = "event-store-after-commit-forwarding";

    @Inject
    @Channel(CHANNEL)
    @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
    Emitter<Object> emitter;

    @Inject
    ForwardingOptions options;

    @Inject
    EventSenders senders;

    @Inject
    EventSerializer serializer;

    @Inject
    Config allConfig;

    @Inject
    CommitOrder commits;

    @Inject
    ForwardingMeter meter;

    void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE + 1) StartupEvent event, EventStoreConfig config,
            EventStoreBuildTimeConfig buildTimeConfig) {
        EventStoreConfig.AfterCommitForwarding afterCommit = config.forwarding().afterCommit();
        if (!afterCommit.enabled()) {
            return;
        }
        String channel = buildTimeConfig.forwarding().afterCommit().channel().orElseThrow();
        EventSender sender = senders.to(channel, emitter,
                options.acknowledgedAfterCommitWithin(new ChannelConfig(allConfig, channel)));
        commits.listen(new AfterCommitForwarding(channel, sender, serializer, options.sentAfterCommit(),
                afterCommit.bufferSize(), meter, Infrastructure.getDefaultExecutor()));
    }

    /** After everything that may append, and after all appends are answered. */
    void onStop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1) ShutdownEvent event, EventStoreConfig config) {
        Duration timeout = config.forwarding().afterCommit().shutdownTimeout();
        if (meter.bufferedEvents() > 0) {
            awaitAnswers(timeout.compareTo(BETWEEN_LOOKS) < 0 ? BETWEEN_LOOKS : timeout);
        }
    }

    private void awaitAnswers(Duration timeout) {
        try {
            Multi.createFrom().ticks().every(BETWEEN_LOOKS).filter(tick -> meter.bufferedEvents() == 0).toUni()
                    .await().atMost(timeout);
        } catch (TimeoutException e) {
            LOG.warnf("%d committed events were still not acknowledged %s after the application began to stop: they are not "
                    + "sent, or nobody knows.", meter.bufferedEvents(), timeout);
        }
    }
}
