package io.quarkiverse.eventstore.runtime.store.codec;

import java.util.Optional;

import io.quarkiverse.eventstore.TraceContext;

/**
 * The trace that whoever calls belongs to.
 */
public interface CurrentTrace {

    /** Empty if there is none. */
    Optional<TraceContext> get();
}
