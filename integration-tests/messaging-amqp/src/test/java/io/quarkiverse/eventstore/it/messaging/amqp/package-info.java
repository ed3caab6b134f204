/** Events of the log in an AMQP 1.0 broker. */
package io.quarkiverse.eventstore.it.messaging.amqp;
