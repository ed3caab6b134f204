package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkiverse.eventstore.subscription.SubscriptionState;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;

class SubscriptionStartTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started()
            .overrideRuntimeConfigKey("quarkus.event-store.subscriptions.declared.\"switched-off\".enabled", "false")
            .overrideRuntimeConfigKey("quarkus.event-store.subscriptions.declared.\"mistyped\".enabled", "false")
            .setLogRecordPredicate(record -> record.getLoggerName().contains("DeclaredSubscriptions"))
            .assertLogRecords(records -> assertThat(records)
                    .filteredOn(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                    .extracting(SubscriptionStartTest::message)
                    .containsExactly(
                            "quarkus.event-store.subscriptions.declared: expected one of [parts, scoped, switched-off, "
                                    + "unscoped], but it has 'mistyped'."));

    @Inject
    Subscriptions subscriptions;

    @Inject
    StartObserver observer;

    @Test
    void subscriptions_start_with_the_application_unless_they_are_switched_off() {
        assertThat(subscriptions.states().await().indefinitely()).extracting(SubscriptionState::name)
                .containsExactlyInAnyOrder("parts", "scoped", "unscoped");
    }

    @Test
    void they_start_after_the_application_s_own_observers_of_the_start() {
        assertThat(observer.found).isEmpty();
    }

    @Test
    void they_have_the_partitions_that_are_declared() {
        assertThat(subscriptions.state("parts").await().indefinitely().partitions()).hasSize(3);
    }

    @Test
    void a_class_without_a_scope_is_a_singleton() {
        assertThat(Arc.container().instance(Unscoped.class).getBean().getScope()).isEqualTo(Singleton.class);
        assertThat(Arc.container().instance(Scoped.class).getBean().getScope()).isEqualTo(ApplicationScoped.class);
    }

    private static String message(LogRecord entry) {
        return entry instanceof org.jboss.logmanager.ExtLogRecord formatted ? formatted.getFormattedMessage()
                : entry.getMessage();
    }

    @Singleton
    static class StartObserver {

        List<SubscriptionState> found = List.of();

        void onStart(@Observes StartupEvent event, Subscriptions subscriptions) {
            found = subscriptions.states().await().indefinitely();
        }
    }

    @Subscription(name = "unscoped")
    static class Unscoped {

        void on(Opened event) {
        }
    }

    @ApplicationScoped
    @Subscription(name = "scoped")
    static class Scoped {

        void on(Opened event) {
        }
    }

    @Subscription(name = "parts", partitions = 3)
    static class Parts {

        void on(Opened event) {
        }
    }

    @Subscription(name = "switched-off")
    static class SwitchedOff {

        void on(Opened event) {
        }
    }
}
