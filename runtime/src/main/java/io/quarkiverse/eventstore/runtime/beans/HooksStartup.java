package io.quarkiverse.eventstore.runtime.beans;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.runtime.store.commit.AfterCommitHooks;
import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.StartupEvent;

/**
 * Makes after-commit hooks when the store is ready, the highest priority first: one that cannot be made keeps the application
 * from starting. Each is called from then on, since what is committed before may come from who makes it and waits.
 */
@Singleton
public class HooksStartup {

    private final List<InstanceHandle<AfterCommitHook>> handles;
    private final AfterCommitHooks hooks;

    HooksStartup(@All List<InstanceHandle<AfterCommitHook>> handles, AfterCommitHooks hooks) {
        this.handles = handles;
        this.hooks = hooks;
    }

    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 3) StartupEvent event) {
        handles.forEach(handle -> hooks.add(made(handle)));
    }

    /** A proxy would make the hook when it is first called, too late to tell that it cannot be made. */
    private static AfterCommitHook made(InstanceHandle<AfterCommitHook> handle) {
        AfterCommitHook hook = handle.get();
        if (handle.getBean().getScope() == ApplicationScoped.class) {
            ClientProxy.unwrap(hook);
        }
        return hook;
    }
}
