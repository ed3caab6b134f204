/**
 * Subscriptions that the application's classes declare: calling their handler methods, and starting them. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.declared;

import org.jspecify.annotations.NullMarked;
