package io.quarkiverse.eventstore.deployment;

import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.inject.spi.DeploymentException;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.runtime.subscription.SubscriptionNames;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.UnknownEvents;

/** Makes the options of a subscription from its declaration. */
final class DeclaredOptions {

    private final Class<?> beanClass;
    private final Subscription declaration;

    DeclaredOptions(Class<?> beanClass) {
        this.beanClass = beanClass;
        this.declaration = beanClass.getAnnotation(Subscription.class);
    }

    /** The name, which is valid. */
    String name() {
        return valid(() -> {
            SubscriptionNames.requireUnreserved(declaration.name());
            return SubscriptionOptions.named(declaration.name());
        }).name();
    }

    SubscriptionOptions options(HandlerThread thread, List<Class<?>> eventTypes) {
        return valid(() -> SubscriptionOptions.named(declaration.name())
                .withStartFrom(startFrom())
                .withFilter(filter(eventTypes))
                .withBatchSize(declaration.batchSize())
                .withPartitions(declaration.partitions())
                .withFailurePolicy(failurePolicy())
                .withUnknownEvents(declaration.unknownEvents())
                .withHandlerThread(thread));
    }

    private StartFrom startFrom() {
        return declaration.startFrom() == Subscription.Start.END ? StartFrom.end() : StartFrom.beginning();
    }

    /** Where unknown events are passed over, the database need not give any but those that are handled. */
    private EventFilter filter(List<Class<?>> eventTypes) {
        EventFilter filter = EventFilter.categories(declaration.category());
        if (!declaration.streamPrefix().isEmpty()) {
            filter = filter.withStreamPrefix(declaration.streamPrefix());
        }
        boolean isAll = declaration.unknownEvents() == UnknownEvents.FAIL || eventTypes.contains(Object.class);
        return isAll ? filter : filter.withEventTypes(eventTypes.toArray(Class<?>[]::new));
    }

    private FailurePolicy failurePolicy() {
        FailurePolicy standard = FailurePolicy.stop();
        return new FailurePolicy(declaration.retries(), standard.firstDelay(), standard.maxDelay(),
                declaration.whenExhausted());
    }

    private <T> T valid(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new DeploymentException(message.substring(0, message.length() - 1) + "; correct @Subscription of class "
                    + beanClass.getName() + ".", e);
        }
    }
}
