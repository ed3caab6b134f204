package io.quarkiverse.eventstore.runtime.beans;

import java.util.AbstractList;
import java.util.List;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkus.arc.InstanceHandle;

/**
 * The application's after-commit hooks, in the order of their handles. None is made before it is asked for: hooks may use the
 * event store, which calls them.
 */
public final class HooksOnDemand extends AbstractList<AfterCommitHook> {

    private final List<InstanceHandle<AfterCommitHook>> hooks;

    HooksOnDemand(List<InstanceHandle<AfterCommitHook>> hooks) {
        this.hooks = hooks;
    }

    @Override
    public AfterCommitHook get(int index) {
        return hooks.get(index).get();
    }

    @Override
    public int size() {
        return hooks.size();
    }
}
