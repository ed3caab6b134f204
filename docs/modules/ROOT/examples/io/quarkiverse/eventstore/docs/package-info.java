/**
 * The Java code of the documentation: what the pages include runs here as tests.
 */
@NullMarked
package io.quarkiverse.eventstore.docs;

import org.jspecify.annotations.NullMarked;
