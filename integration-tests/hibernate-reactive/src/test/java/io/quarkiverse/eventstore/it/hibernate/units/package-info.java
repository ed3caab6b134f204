/** Applications with several persistence units. */
package io.quarkiverse.eventstore.it.hibernate.units;
