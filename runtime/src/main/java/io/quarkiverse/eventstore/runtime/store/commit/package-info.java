/**
 * What follows a commit: listeners, hooks and observers, in the order of each stream. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.store.commit;

import org.jspecify.annotations.NullMarked;
