package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;

/**
 * How far apart events are sent that keep coming: those between are sent together. Points of time are those of
 * {@link System#nanoTime()}. Used by one thread at a time, which passes it on.
 */
final class SendPace {

    /** The first event after a while is sent at once. */
    static final Duration APART = Duration.ofMillis(20);

    /** While many keep coming, who appends them needs the machine more than their readers need to hurry. */
    static final Duration APART_WHEN_BUSY = Duration.ofMillis(100);

    /** So many together are many: 1,000 a second at first, and then 200 still are. */
    static final int MANY = 20;

    /** The thread may be one that others need: the next one goes on. */
    static final int MOST_AT_ONCE = 1_000;

    private Duration apart = APART;
    private long lastSend;

    SendPace(long now) {
        lastSend = now - APART.toNanos();
    }

    /** How long it still takes until events may be sent; zero or less: they may be sent at once. */
    Duration untilNext(long now) {
        return apart.minusNanos(now - lastSend);
    }

    void begins(long now) {
        lastSend = now;
    }

    void sent(int events) {
        boolean wasTheRest = apart.isZero();
        if (events == MOST_AT_ONCE) {
            apart = Duration.ZERO;
        } else {
            apart = events < MANY && !wasTheRest ? APART : APART_WHEN_BUSY;
        }
    }
}
