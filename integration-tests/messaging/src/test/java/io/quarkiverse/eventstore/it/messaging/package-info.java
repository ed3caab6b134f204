/** The connector {@code event-store} of Reactive Messaging, on PostgreSQL. */
package io.quarkiverse.eventstore.it.messaging;
