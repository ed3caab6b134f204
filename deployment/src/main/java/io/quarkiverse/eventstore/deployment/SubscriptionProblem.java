package io.quarkiverse.eventstore.deployment;

import jakarta.enterprise.inject.spi.DeploymentException;

/** Words what is wrong with a declared subscription or inline projection. */
final class SubscriptionProblem {

    private SubscriptionProblem() {
    }

    static DeploymentException of(String kind, String name, String expectation, String finding, String wayOut) {
        return new DeploymentException(
                kind + " " + name + ": expected " + expectation + ", but " + finding + "; " + wayOut + ".");
    }
}
