package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.deployment.subscriptions.CartEvent.Opened;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class LeftOutTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.started()
            .overrideConfigKey("quarkus.arc.exclude-types", "ExcludedProjection,ExcludedSubscription");

    @Inject
    @Any
    Instance<InlineProjection<?>> projections;

    @Inject
    Subscriptions subscriptions;

    @Test
    void projections_in_classes_that_are_left_out_are_ignored() {
        assertThat(projections).extracting(InlineProjection::name).isEmpty();
    }

    @Test
    void subscriptions_of_classes_that_are_left_out_are_ignored() {
        assertThat(subscriptions.states().await().indefinitely()).isEmpty();
    }

    @Vetoed
    static class VetoedProjection {

        VetoedProjection(EventStore store) {
        }

        VetoedProjection(EventStore store, String stream) {
        }

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }

    @Singleton
    @IfBuildProfile("another")
    static class ProjectionOfAnotherProfile {

        ProjectionOfAnotherProfile(EventStore store) {
        }

        ProjectionOfAnotherProfile(EventStore store, String stream) {
        }

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }

    abstract static class Extended {

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }

    @Singleton
    @IfBuildProfile("another")
    static class ExtensionOfAnotherProfile extends Extended {
    }

    @Singleton
    static class ExcludedProjection {

        @Inline
        Uni<Void> on(Opened event) {
            return Uni.createFrom().voidItem();
        }
    }

    @Vetoed
    @Subscription(name = "vetoed")
    static class VetoedSubscription {

        VetoedSubscription(EventStore store) {
        }

        VetoedSubscription(EventStore store, String stream) {
        }

        void on(Opened event) {
        }
    }

    @IfBuildProperty(name = "subscription-with-a-property", stringValue = "true")
    @Subscription(name = "with-a-property")
    static class SubscriptionWithAProperty {

        SubscriptionWithAProperty(EventStore store) {
        }

        SubscriptionWithAProperty(EventStore store, String stream) {
        }

        void on(Opened event) {
        }
    }

    @Subscription(name = "excluded")
    static class ExcludedSubscription {

        void on(Opened event) {
        }
    }
}
