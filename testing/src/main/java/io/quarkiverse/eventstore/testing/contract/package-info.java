/**
 * What every back end of the event store must do, as test classes: one contract per concern.
 * <p>
 * A back end passes the suite with one {@code @QuarkusTest} class per contract that extends it and returns an
 * {@link io.quarkiverse.eventstore.testing.contract.EventStoreUnderTest}.
 */
package io.quarkiverse.eventstore.testing.contract;
