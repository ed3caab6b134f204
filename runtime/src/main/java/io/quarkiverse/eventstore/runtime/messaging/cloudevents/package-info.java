/**
 * Events as messages for brokers: CloudEvents, and what each broker wants to know beside them. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.messaging.cloudevents;

import org.jspecify.annotations.NullMarked;
