package io.quarkiverse.eventstore.runtime.subscription.tail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LoggedEvent;

/**
 * The latest events of the log in memory, so that they are fetched once for all who follow its end. After a while they are
 * forgotten: what is removed from the log does not come back from here. Points of time are those of {@link System#nanoTime()}.
 */
final class RecentEvents {

    static final Duration KEPT_FOR = Duration.ofSeconds(10);

    private static final int MOST_EVENTS = 4_096;
    private static final long MOST_CHARACTERS = 16_000_000;

    private final Deque<Part> parts = new ArrayDeque<>();
    private int events;
    private long characters;

    /** Adds the events behind one position up to another; forgets all if there is a hole between them and the last. */
    synchronized void add(long behind, long last, List<LoggedEvent> added, long now) {
        if (!parts.isEmpty() && parts.getLast().last != behind) {
            clear();
        }
        Part part = new Part(behind, last, added, added.stream().mapToLong(LoggedEvent::characters).sum(), now);
        parts.add(part);
        events += added.size();
        characters += part.characters;
        while (!parts.isEmpty() && (events > MOST_EVENTS || characters > MOST_CHARACTERS)) {
            removeOldest();
        }
    }

    /** Forgets what was added too long ago. */
    synchronized void forgetOld(long now) {
        long oldestKept = now - KEPT_FOR.toNanos();
        while (!parts.isEmpty() && parts.getFirst().addedAt - oldestKept < 0) {
            removeOldest();
        }
    }

    synchronized boolean isEmpty() {
        return parts.isEmpty();
    }

    /** What passes the filter behind a position; empty if that is not, or not any more, in memory. */
    synchronized Optional<LogPage> page(long behind, LogFilter filter, int limit, long now) {
        forgetOld(now);
        if (parts.isEmpty() || behind < parts.getFirst().behind || behind >= parts.getLast().last) {
            return Optional.empty();
        }
        List<LoggedEvent> wanted = new ArrayList<>();
        for (Part part : after(behind)) {
            if (!part.addTo(wanted, behind, filter, limit)) {
                return Optional.of(new LogPage(wanted, wanted.get(limit - 1).event().globalPosition()));
            }
        }
        return Optional.of(new LogPage(wanted, parts.getLast().last));
    }

    /** The last few of many, usually: found from the end. */
    private Deque<Part> after(long position) {
        Deque<Part> after = new ArrayDeque<>();
        Iterator<Part> latestFirst = parts.descendingIterator();
        while (latestFirst.hasNext()) {
            Part part = latestFirst.next();
            if (part.last <= position) {
                break;
            }
            after.addFirst(part);
        }
        return after;
    }

    private void removeOldest() {
        Part oldest = parts.remove();
        events -= oldest.events.size();
        characters -= oldest.characters;
    }

    private void clear() {
        parts.clear();
        events = 0;
        characters = 0;
    }

    private record Part(long behind, long last, List<LoggedEvent> events, long characters, long addedAt) {

        /** False if the limit is reached. */
        boolean addTo(List<LoggedEvent> wanted, long position, LogFilter filter, int limit) {
            for (int i = firstBehind(position); i < events.size(); i++) {
                LoggedEvent logged = events.get(i);
                if (filter.matches(logged)) {
                    wanted.add(logged);
                    if (wanted.size() == limit) {
                        return false;
                    }
                }
            }
            return true;
        }

        private int firstBehind(long position) {
            int low = 0;
            int high = events.size();
            while (low < high) {
                int middle = (low + high) / 2;
                if (events.get(middle).event().globalPosition() <= position) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
