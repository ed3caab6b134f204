/**
 * Where runners run, and when. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.subscription.loop;

import org.jspecify.annotations.NullMarked;
