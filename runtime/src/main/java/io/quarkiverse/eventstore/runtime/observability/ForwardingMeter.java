package io.quarkiverse.eventstore.runtime.observability;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of the events that are forwarded after their commit. */
public final class ForwardingMeter {

    private final AtomicInteger buffered = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /** Counts the events as buffered if there is room, as dropped if not. Whoever comes to an empty buffer has room. */
    public boolean buffer(int events, int room) {
        int before = buffered.getAndAccumulate(events,
                (current, more) -> hasRoom(current, more, room) ? current + more : current);
        boolean accepted = hasRoom(before, events, room);
        if (!accepted) {
            dropped.add(events);
        }
        return accepted;
    }

    /** The broker has acknowledged a buffered event. */
    public void sent() {
        sent.increment();
        buffered.decrementAndGet();
    }

    /** The broker has not acknowledged a buffered event. */
    public void lost() {
        lost.increment();
        buffered.decrementAndGet();
    }

    /** How many events are not acknowledged yet. */
    public int bufferedEvents() {
        return buffered.get();
    }

    /** How many events the broker has acknowledged. */
    public long sentEvents() {
        return sent.sum();
    }

    /** How many events found no room. */
    public long droppedEvents() {
        return dropped.sum();
    }

    /** How many events were sent and not acknowledged. */
    public long lostEvents() {
        return lost.sum();
    }

    private static boolean hasRoom(int current, int events, int room) {
        return current == 0 || current + events <= room;
    }
}
