/** How classes declare subscriptions, and what the build refuses; one test class per rule. */
@NullMarked
package io.quarkiverse.eventstore.deployment.subscriptions;

import org.jspecify.annotations.NullMarked;
