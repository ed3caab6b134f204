package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

/**
 * Warns of what may happen to very many events, once in a while.
 */
final class RareWarning {

    private static final long BETWEEN_WARNINGS = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS);

    RareWarning(Logger log) {
        this.log = log;
    }

    /** Logs the text, unless there was a warning just before. */
    void log(String format, Object... parameters) {
        if (isTime()) {
            log.warnf(format, parameters);
        }
    }

    /** The same, with what there is to be read of the failure. */
    void log(Throwable failure, String format, Object... parameters) {
        if (isTime()) {
            log.warnf(failure, format, parameters);
        }
    }

    private boolean isTime() {
        long before = last.get();
        return System.nanoTime() - before >= BETWEEN_WARNINGS && last.compareAndSet(before, System.nanoTime());
    }
}
