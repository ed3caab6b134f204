package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import io.smallrye.reactive.messaging.EmitterConfiguration;
import io.smallrye.reactive.messaging.annotations.EmitterFactoryFor;

/** As the emitters of forwarding are configured. */
record Unbounded() implements EmitterConfiguration {

    @Override
    public String name() {
        return "events";
    }

    @Override
    public EmitterFactoryFor emitterType() {
        return EmitterFactoryFor.Literal.MUTINY_EMITTER;
    }

    @Override
    public OnOverflow.Strategy overflowBufferStrategy() {
        return OnOverflow.Strategy.UNBOUNDED_BUFFER;
    }

    @Override
    public long overflowBufferSize() {
        return 0;
    }

    @Override
    public boolean broadcast() {
        return false;
    }

    @Override
    public int numberOfSubscriberBeforeConnecting() {
        return 0;
    }
}
