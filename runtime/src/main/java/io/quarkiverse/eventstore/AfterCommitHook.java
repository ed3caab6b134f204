package io.quarkiverse.eventstore;

import io.smallrye.mutiny.Uni;

/**
 * Something to do after events were committed: a CDI bean of this type is called once for every successful append.
 * <p>
 * <strong>Guarantees:</strong> called exactly once for each append whose commit was confirmed to this process, after the commit
 * and outside its transaction; not called for an append that failed, was rolled back or was recognised as a repeat. Hooks are
 * called one after the other, by {@code @Priority}, and the append's {@code Uni} completes after them; in a transaction that
 * somebody else ends, it completes before, and hooks follow that end. A hook that fails is logged with stream and positions and
 * changes nothing else. After a crash between commit and hook nothing is redelivered.
 * <p>
 * Hooks are made when the application starts, by an observer of the {@code StartupEvent} with the priority
 * {@code PLATFORM_BEFORE + 3}, the highest priority first. Each is called for what is committed from then on; it may append
 * while
 * it is made.
 * <p>
 * <strong>Use it when</strong> a lost call can be borne: to evict a cache, to nudge a client. A hook that takes long delays the
 * answer to its own append.
 */
public interface AfterCommitHook {

    /** Takes the committed events of one append; may throw or return a failed {@code Uni} without harm. */
    Uni<Void> onAfterCommit(AppendedEvents committed);
}
