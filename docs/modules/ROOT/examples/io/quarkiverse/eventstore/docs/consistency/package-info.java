/**
 * Checks that the documentation and the code agree.
 */
@NullMarked
package io.quarkiverse.eventstore.docs.consistency;

import org.jspecify.annotations.NullMarked;
