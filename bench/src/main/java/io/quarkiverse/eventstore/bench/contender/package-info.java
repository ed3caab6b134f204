/**
 * The contenders that run on the JVM, each as its documentation recommends.
 */
@NullMarked
package io.quarkiverse.eventstore.bench.contender;

import org.jspecify.annotations.NullMarked;
