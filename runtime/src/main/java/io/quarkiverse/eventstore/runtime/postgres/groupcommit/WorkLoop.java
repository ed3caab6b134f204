package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work that one thread does at a time: whoever asks for it meanwhile only has that thread do it once more.
 */
final class WorkLoop {

    private static final Logger LOG = Logger.getLogger(WorkLoop.class);

    private final Runnable work;
    private final String failure;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile @Nullable Thread worker;

    /** @param failure what is logged when the work throws something, which does not keep it from being done the next time */
    WorkLoop(Runnable work, String failure) {
        this.work = work;
        this.failure = failure;
    }

    /** Sees to it that the work begins once more after this call; true if this thread did it. */
    boolean wakeUp() {
        if (wakeUps.getAndIncrement() > 0) {
            return false;
        }
        int seen = 1;
        do {
            worker = Thread.currentThread();
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error(failure, e);
            } finally {
                worker = null;
            }
            seen = wakeUps.addAndGet(-seen);
        } while (seen > 0);
        return true;
    }

    /** Whether the calling thread is at work now. */
    boolean isAtWork() {
        return worker == Thread.currentThread();
    }
}
