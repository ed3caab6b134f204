/**
 * The table, and what must be reached.
 */
@NullMarked
package io.quarkiverse.eventstore.bench.report;

import org.jspecify.annotations.NullMarked;
