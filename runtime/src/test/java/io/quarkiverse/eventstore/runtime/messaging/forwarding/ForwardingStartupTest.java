package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ForwardingStartupTest {

    private static final String FORWARDING = "quarkus.event-store.forwarding.";
    private static final long ANSWERED_AFTER_MILLIS = 100;

    private final ForwardingMeter meter = new ForwardingMeter();

    @Test
    void a_channel_that_is_not_enabled_on_this_node_gets_nothing() {
        SmallRyeConfig config = config(Map.of("mp.messaging.outgoing.events.enabled", "false"));
        CommitOrder commits = new CommitOrder();
        AfterCommitForwardingStartup afterCommit = new AfterCommitForwardingStartup();
        afterCommit.allConfig = config;
        afterCommit.commits = commits;
        DurableForwardingStartup durable = new DurableForwardingStartup();
        durable.allConfig = config;

        afterCommit.onStart(new StartupEvent(), eventStore(config), build(config));
        durable.onStart(new StartupEvent(), eventStore(config), build(config));

        assertThat(commits.begin("cart-1")).as("a turn of nobody").isSameAs(commits.begin("cart-2"));
    }

    @Test
    void the_application_waits_at_its_end_for_what_was_sent_after_its_commit() {
        meter.buffer(1, 10);
        CompletableFuture.delayedExecutor(ANSWERED_AFTER_MILLIS, TimeUnit.MILLISECONDS).execute(meter::sent);

        stop(Map.of(FORWARDING + "after-commit.shutdown-timeout", "1M"));

        assertThat(meter.bufferedEvents()).isZero();
    }

    @Test
    void the_application_does_not_wait_for_ever() {
        meter.buffer(1, 10);

        assertThat(CompletableFuture.runAsync(() -> stop(Map.of(FORWARDING + "after-commit.shutdown-timeout", "0.05S"))))
                .succeedsWithin(Duration.ofSeconds(30));
        assertThat(meter.bufferedEvents()).isEqualTo(1);
    }

    private void stop(Map<String, String> properties) {
        AfterCommitForwardingStartup startup = new AfterCommitForwardingStartup();
        startup.meter = meter;
        startup.onStop(new ShutdownEvent(), eventStore(config(properties)));
    }

    private static EventStoreConfig eventStore(SmallRyeConfig config) {
        return config.getConfigMapping(EventStoreConfig.class);
    }

    private static EventStoreBuildTimeConfig build(SmallRyeConfig config) {
        return config.getConfigMapping(EventStoreBuildTimeConfig.class);
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(FORWARDING + "after-commit.channel", "events");
        all.put(FORWARDING + "durable.channel", "events");
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(EventStoreConfig.class)
                .withMapping(EventStoreBuildTimeConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
    }
}
