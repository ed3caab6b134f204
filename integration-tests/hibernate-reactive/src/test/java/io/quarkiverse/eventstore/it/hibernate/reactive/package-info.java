/** Events and entities in one transaction. */
package io.quarkiverse.eventstore.it.hibernate.reactive;
