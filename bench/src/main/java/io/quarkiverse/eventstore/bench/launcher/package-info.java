/**
 * Starts the server and the contenders' processes, and has each case measured in alternation.
 */
@NullMarked
package io.quarkiverse.eventstore.bench.launcher;

import org.jspecify.annotations.NullMarked;
