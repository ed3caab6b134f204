package io.quarkiverse.eventstore.runtime;

import java.util.Objects;
import java.util.function.Function;

import jakarta.enterprise.invoke.Invoker;

import io.quarkiverse.eventstore.runtime.declared.DeclaredInlineProjection;
import io.quarkiverse.eventstore.runtime.declared.DeclaredSubscription;
import io.quarkiverse.eventstore.runtime.declared.InlineDefinition;
import io.quarkiverse.eventstore.runtime.declared.SubscriptionDefinition;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.annotations.Recorder;

/** Hands the subscriptions and inline projections that the build found to the application. */
@Recorder
public class SubscriptionsRecorder {

    /** The name of the bean parameter with the invokers of the handlers. */
    public static final String INVOKERS = "invokers";

    public Function<SyntheticCreationalContext<DeclaredInlineProjection>, DeclaredInlineProjection> inline(
            InlineDefinition definition) {
        return context -> DeclaredInlineProjection.of(definition,
                (Invoker<?, ?>[]) Objects.requireNonNull(context.getParams().get(INVOKERS)));
    }

    public Function<SyntheticCreationalContext<DeclaredSubscription>, DeclaredSubscription> declared(
            SubscriptionDefinition definition) {
        return context -> DeclaredSubscription.of(definition,
                (Invoker<?, ?>[]) Objects.requireNonNull(context.getParams().get(INVOKERS)));
    }
}
