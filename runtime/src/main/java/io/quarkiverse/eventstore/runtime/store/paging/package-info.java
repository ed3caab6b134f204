/**
 * Streams and the log, read page by page. Not API.
 */
@NullMarked
package io.quarkiverse.eventstore.runtime.store.paging;

import org.jspecify.annotations.NullMarked;
