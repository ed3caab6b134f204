/** Events and rows in one JTA transaction. */
package io.quarkiverse.eventstore.it.jdbc;
