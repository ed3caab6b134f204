package io.quarkiverse.eventstore.runtime.context;

import org.eclipse.microprofile.context.ThreadContext;

import io.smallrye.context.SmallRyeThreadContext;

/**
 * For work that has no caller. What it puts together carries no context with it: there is none to carry, and each operator
 * would look for one.
 */
public final class NobodysContext {

    private final SmallRyeThreadContext nothing = SmallRyeThreadContext.builder().propagated().cleared()
            .unchanged(ThreadContext.ALL_REMAINING).build();

    /** Does the work at once. */
    public void run(Runnable work) {
        SmallRyeThreadContext.withThreadContext(nothing, work);
    }
}
