/**
 * What a back end brings: the storage of events in their serialized form. No domain class passes here.
 */
@NullMarked
package io.quarkiverse.eventstore.spi;

import org.jspecify.annotations.NullMarked;
