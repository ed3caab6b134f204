/** What another package offers to classes that declare subscriptions. */
@NullMarked
package io.quarkiverse.eventstore.deployment.subscriptions.library;

import org.jspecify.annotations.NullMarked;
