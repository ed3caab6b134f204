package io.quarkiverse.eventstore.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class DurationsTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "subscriptions.shutdown-timeout",
            "forwarding.after-commit.acknowledgement-timeout",
            "forwarding.after-commit.shutdown-timeout",
            "forwarding.durable.acknowledgement-timeout",
            "postgresql.group-commit.shutdown-timeout" })
    void of_nothing_at_all_are_refused_with_the_name_of_the_property(String property) {
        String name = "quarkus.event-store." + property;

        for (String nothing : new String[] { "0S", "PT-1S" }) {
            assertThatThrownBy(() -> read(name, nothing))
                    .hasStackTraceContaining(name)
                    .hasStackTraceContaining("expected a duration above 0, but it is " + nothing);
        }
        assertThat(read(name, "1S")).isNotNull();
    }

    private static EventStoreConfig read(String name, String value) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(EventStoreConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(name, value), "test", 100))
                .build()
                .getConfigMapping(EventStoreConfig.class);
    }
}
