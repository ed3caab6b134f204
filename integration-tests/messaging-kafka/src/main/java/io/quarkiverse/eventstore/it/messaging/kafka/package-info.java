/** Events of the log in Kafka. */
package io.quarkiverse.eventstore.it.messaging.kafka;
