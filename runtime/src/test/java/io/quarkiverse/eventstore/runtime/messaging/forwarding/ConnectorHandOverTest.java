package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.context.SmallRyeThreadContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiSubscriber;

class ConnectorHandOverTest {

    private static final SmallRyeThreadContext OF_THE_MESSAGE = SmallRyeThreadContext.builder().build();

    private final ForwardingChannels forwarding = new ForwardingChannels(Set.of("events"));
    private final ConnectorHandOver channels = new ConnectorHandOver(forwarding, false);
    private final Multi<Message<Integer>> messages = Multi.createFrom().range(1, 5).map(Message::of);

    @Test
    void connectors_of_the_forwarding_carry_no_context() {
        Connector connector = new Connector();

        SmallRyeThreadContext.withThreadContext(OF_THE_MESSAGE,
                () -> channels.decorate(messages, List.of("events"), true).subscribe().withSubscriber(connector));

        assertThat(connector.contextless).containsExactly(true, true, true, true);
    }

    @Test
    void leaves_other_channels_alone() {
        assertThat(channels.decorate(messages, List.of("other"), true)).isSameAs(messages);
        assertThat(channels.decorate(messages, List.of("events"), false)).isSameAs(messages);
    }

    @Test
    void leaves_the_context_that_an_interceptor_may_count_on() {
        Connector connector = new Connector();

        SmallRyeThreadContext.withThreadContext(OF_THE_MESSAGE, () -> new ConnectorHandOver(forwarding, true)
                .decorate(messages, List.of("events"), true).subscribe().withSubscriber(connector));

        assertThat(connector.contextless).containsExactly(false, false, false, false);
    }

    /** Which needs not be an exception: class loaders have their errors, and the emitter would be cancelled for them, too. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void what_the_connector_throws_is_the_failure_of_that_message_alone(boolean areIntercepted) {
        Error failure = new NoClassDefFoundError("Missing");
        List<Throwable> refused = new ArrayList<>();
        Multi<Message<Integer>> refusable = messages.map(message -> message.withNack(reason -> {
            refused.add(reason);
            return CompletableFuture.completedFuture(null);
        }));
        List<Integer> taken = new ArrayList<>();
        Connector connector = new Connector() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(3);
            }

            @Override
            public void onItem(Message<?> message) {
                if (message.getPayload().equals(2)) {
                    throw failure;
                }
                taken.add((Integer) message.getPayload());
            }
        };

        new ConnectorHandOver(forwarding, areIntercepted).decorate(refusable, List.of("events"), true).subscribe()
                .withSubscriber(connector);

        assertThat(taken).containsExactly(1, 3, 4);
        assertThat(refused).containsExactly(failure);
    }

    @Test
    void comes_after_all_that_gives_a_context() {
        assertThat(channels.getPriority()).isEqualTo(Integer.MAX_VALUE);
    }

    private static class Connector implements MultiSubscriber<Message<?>> {

        private final List<Boolean> contextless = new ArrayList<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onItem(Message<?> message) {
            contextless.add(SmallRyeThreadContext.getCurrentThreadContext().isEmpty());
        }

        @Override
        public void onFailure(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onCompletion() {
            // The connector has nothing more to do.
        }
    }
}
