/** What the build finds, names, refuses and registers; one test class per rule. */
@NullMarked
package io.quarkiverse.eventstore.deployment.eventtypes;

import org.jspecify.annotations.NullMarked;
