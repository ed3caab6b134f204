/** Real servers for tests, to be restarted while they are at work. */
package io.quarkiverse.eventstore.it.servers;
