package io.quarkiverse.eventstore.runtime.declared;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.config.EventStoreConfig;
import io.quarkiverse.eventstore.runtime.config.StartFromText;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;

/** Starts the declared subscriptions when the application has started, after all its own observers of the start. */
@Singleton
public class DeclaredSubscriptionsStartup {

    private static final Logger LOG = Logger.getLogger(DeclaredSubscriptionsStartup.class);
    private static final String PREFIX = "quarkus.event-store.subscriptions.declared";

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event,
            @All List<DeclaredSubscription> declared, Subscriptions subscriptions, EventStoreConfig config) {
        Map<String, EventStoreConfig.DeclaredSubscription> settings = config.subscriptions().declared();
        warnOfUnknown(settings.keySet(), declared);
        declared.stream()
                .sorted(Comparator.comparing(DeclaredSubscription::name))
                .filter(subscription -> isEnabled(subscription.name(), settings))
                .forEach(subscription -> subscription.start(subscriptions, startFrom(subscription.name(), settings))
                        .await().indefinitely());
    }

    private static Optional<StartFrom> startFrom(String name,
            Map<String, EventStoreConfig.DeclaredSubscription> settings) {
        return Optional.ofNullable(settings.get(name)).flatMap(EventStoreConfig.DeclaredSubscription::startFrom)
                .map(text -> StartFromText.read(text).orElseThrow(() -> new IllegalArgumentException(PREFIX + ".\"" + name
                        + "\".start-from: expected " + StartFromText.EXPECTATION + ", but it is '" + text + "'.")));
    }

    private static boolean isEnabled(String name, Map<String, EventStoreConfig.DeclaredSubscription> settings) {
        EventStoreConfig.DeclaredSubscription setting = settings.get(name);
        boolean isEnabled = setting == null || setting.enabled();
        if (!isEnabled) {
            LOG.infof("Subscription %s is not started on this node: the configuration switches it off.", name);
        }
        return isEnabled;
    }

    private static void warnOfUnknown(Set<String> configured, List<DeclaredSubscription> declared) {
        Set<String> names = declared.stream().map(DeclaredSubscription::name).collect(Collectors.toCollection(TreeSet::new));
        new TreeSet<>(configured).stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> LOG.warnf("%s: expected one of %s, but it has '%s'.", PREFIX, names, name));
    }
}
