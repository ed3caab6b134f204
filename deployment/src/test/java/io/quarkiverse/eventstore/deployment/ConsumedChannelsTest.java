package io.quarkiverse.eventstore.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Flow;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;

class ConsumedChannelsTest {

    @Test
    void are_those_of_methods_and_of_injected_streams_but_not_of_emitters() throws IOException {
        Index index = Index.of(Consumers.class);

        assertThat(new ConsumedChannels(index).names()).containsExactlyInAnyOrder("one", "first", "second", "field",
                "parameter");
    }

    static class Consumers {

        @Channel("field")
        Multi<String> stream;

        @Channel("emitter")
        Emitter<String> emitter;

        Consumers(@Channel("parameter") Flow.Publisher<String> stream, @Channel("other-emitter") Emitter<String> emitter) {
        }

        @Incoming("one")
        void one(String message) {
        }

        @Incoming("first")
        @Incoming("second")
        void several(String message) {
        }
    }
}
