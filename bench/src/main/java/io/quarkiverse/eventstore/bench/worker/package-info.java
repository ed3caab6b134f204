/**
 * The process of a contender on the JVM: takes work from standard input, answers on standard output.
 */
@NullMarked
package io.quarkiverse.eventstore.bench.worker;

import org.jspecify.annotations.NullMarked;
