/** Real brokers in the process of the tests. */
package io.quarkiverse.eventstore.it.brokers;
