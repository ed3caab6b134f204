package io.quarkiverse.eventstore.deployment;

import jakarta.enterprise.inject.spi.DeploymentException;

/** Words what is wrong with a declared subscription. */
final class SubscriptionProblem {

    private SubscriptionProblem() {
    }

    static DeploymentException of(String subscription, String expectation, String finding, String wayOut) {
        return new DeploymentException(
                "Subscription " + subscription + ": expected " + expectation + ", but " + finding + "; " + wayOut + ".");
    }
}
