/**
 * Parts of the store alone, without a database: run with the profile {@code jmh}.
 */
@NullMarked
package io.quarkiverse.eventstore.bench.jmh;

import org.jspecify.annotations.NullMarked;
