package io.quarkiverse.eventstore.runtime.inmemory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Who may append to which stream: one transaction at a time, the others wait in the order in which they came.
 * <p>
 * Nobody's thread waits. A request that would close a circle of waiting transactions fails at once. An owner waits for one
 * stream at a time.
 */
final class StreamLocks {

    private final Map<String, Lock> locks = new HashMap<>();
    private final Map<Object, String> waitingFor = new IdentityHashMap<>();

    /** Completes when the owner holds the stream; fails if that would be a deadlock. */
    synchronized CompletionStage<Void> acquire(String streamName, Object owner) {
        Lock lock = locks.get(streamName);
        if (lock == null) {
            locks.put(streamName, new Lock(owner));
            return CompletableFuture.completedFuture(null);
        }
        if (lock.owner == owner) {
            return CompletableFuture.completedFuture(null);
        }
        if (wouldDeadlock(lock, owner)) {
            return CompletableFuture.failedFuture(new TransactionRolledBackException("Stream " + streamName
                    + ": expected to append, but a transaction that holds it waits for this one (deadlock); nothing was "
                    + "stored and it can be repeated.", null));
        }
        Waiter waiter = new Waiter(owner, new CompletableFuture<>());
        lock.waiters.add(waiter);
        waitingFor.put(owner, streamName);
        return waiter.granted;
    }

    void release(String streamName, Object owner) {
        Waiter next = handOver(streamName, owner);
        if (next != null) {
            // On another thread: what the waiter does next may release in turn, and so on for all who wait.
            next.granted.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
        }
    }

    void releaseAll(Object owner) {
        for (String streamName : heldBy(owner)) {
            release(streamName, owner);
        }
    }

    private synchronized List<String> heldBy(Object owner) {
        List<String> held = new ArrayList<>();
        locks.forEach((streamName, lock) -> {
            if (lock.owner == owner) {
                held.add(streamName);
            }
        });
        return held;
    }

    private synchronized @Nullable Waiter handOver(String streamName, Object owner) {
        Lock lock = locks.get(streamName);
        if (lock == null || lock.owner != owner) {
            return null;
        }
        Waiter next = lock.waiters.poll();
        if (next == null) {
            locks.remove(streamName);
        } else {
            lock.owner = next.owner;
            waitingFor.remove(next.owner);
        }
        return next;
    }

    private boolean wouldDeadlock(Lock lock, Object requester) {
        Lock blocking = lock;
        while (blocking != null) {
            if (blocking.owner == requester) {
                return true;
            }
            String awaited = waitingFor.get(blocking.owner);
            blocking = awaited == null ? null : locks.get(awaited);
        }
        return false;
    }

    private static final class Lock {

        private final Queue<Waiter> waiters = new ArrayDeque<>();
        private Object owner;

        private Lock(Object owner) {
            this.owner = owner;
        }
    }

    private record Waiter(Object owner, CompletableFuture<Void> granted) {
    }
}
