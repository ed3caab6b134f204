package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import javax.security.auth.login.LoginException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.eventstore.runtime.messaging.ChannelConfig;
import io.quarkiverse.eventstore.runtime.messaging.Channels;

class KafkaDetailsTest {

    private final KafkaDetails details = new KafkaDetails();
    private final ChannelConfig kafka = Channels.of("events", "smallrye-kafka");

    @ParameterizedTest
    @MethodSource
    void a_broker_is_away_if_no_answer_has_come_from_it(Throwable failure) {
        assertThat(details.meansAway(failure, kafka)).isTrue();
    }

    static Stream<Throwable> a_broker_is_away_if_no_answer_has_come_from_it() {
        return Stream.of(new TimeoutException("Topic shop-events not present in metadata after 5000 ms."),
                new CompletionException(new NotEnoughReplicasException("Not yet.")),
                new java.util.concurrent.TimeoutException("Channel events: expected an acknowledgement, but there is none."),
                new KafkaException("Failed to construct kafka producer",
                        new ConfigException("No resolvable bootstrap urls given in bootstrap.servers")),
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"),
                new KafkaException("Failed to construct kafka producer", new KafkaException(new LoginException("No ticket."))));
    }

    @Test
    void a_broker_that_refuses_is_there() {
        assertThat(details.meansAway(new RecordTooLargeException("Never."), kafka)).isFalse();
        assertThat(details.meansAway(new IllegalStateException("refused"), kafka)).isFalse();
        assertThat(details.meansAway(new KafkaException("refused"), kafka)).isFalse();
    }

    @Test
    void nothing_is_known_of_brokers_of_another_kind() {
        assertThat(details.meansAway(new java.util.concurrent.TimeoutException("late"), Channels.of("events", "smallrye-amqp")))
                .isFalse();
    }
}
