/** What an application is told when it is set up wrongly. */
package io.quarkiverse.eventstore.deployment.setup;
