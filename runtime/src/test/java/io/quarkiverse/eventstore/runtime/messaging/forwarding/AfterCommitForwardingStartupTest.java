package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class AfterCommitForwardingStartupTest {

    private static final String FORWARDING = "quarkus.event-store.forwarding.";
    private static final long ANSWERED_AFTER_MILLIS = 100;

    private final ForwardingMeter meter = new ForwardingMeter();

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
        startup.onStop(new ShutdownEvent(), config(properties));
    }

    private static EventStoreConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(EventStoreConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(EventStoreConfig.class);
    }
}
