package io.quarkiverse.eventstore.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class NamedConnectorTest {

    @Test
    void the_connector_is_there_for_channels_that_name_it() {
        assertThat(isNamedBy("mp.messaging.incoming.carts.connector", "event-store")).isTrue();
        assertThat(isNamedBy("mp.messaging.outgoing.\"shop.carts\".connector", "event-store")).isTrue();
    }

    /** Quarkus attaches channels without a connector to the broker's, if that is the only one. */
    @Test
    void other_channels_do_not_bring_it_along() {
        assertThat(isNamedBy("mp.messaging.incoming.carts.connector", "smallrye-kafka")).isFalse();
        assertThat(isNamedBy("mp.messaging.incoming.carts.topic", "event-store")).isFalse();
        assertThat(isNamedBy("acme.incoming.carts.connector", "event-store")).isFalse();
        assertThat(isNamedBy("mp.messaging.incoming.carts.connector", "${known.later}")).isFalse();
    }

    private static boolean isNamedBy(String property, String value) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(Map.of(property, value), "test", 100)).build();
        return MessagingProcessor.isConnectorNamed(config);
    }
}
