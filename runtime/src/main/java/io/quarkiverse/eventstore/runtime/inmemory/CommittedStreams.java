package io.quarkiverse.eventstore.runtime.inmemory;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.SettledLog;
import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * What all readers see: the events of each stream and of the log, and the counter of global positions.
 * <p>
 * Positions are taken when an event is appended, before the commit, as in a database: a rollback leaves a gap, and a reader
 * of the log waits for those who have taken one.
 */
final class CommittedStreams {

    private final Map<String, AppendOnlyEvents> streams = new HashMap<>();
    private final NavigableMap<Long, LoggedEvent> log = new TreeMap<>();

    /** The transactions under way, each with the first position that it has taken. */
    private final Map<CompletableFuture<?>, Long> appending = new HashMap<>();
    private long lastPosition;

    /** @param end completes when the transaction that takes the position is over and its events can be seen */
    synchronized long nextPosition(CompletableFuture<?> end) {
        long position = ++lastPosition;
        if (appending.putIfAbsent(end, position) == null) {
            end.whenComplete((done, failure) -> forget(end));
        }
        return position;
    }

    /** The last position that was taken, once all transactions that have taken one by now are over. */
    synchronized CompletionStage<Long> highWaterMark() {
        long last = lastPosition;
        return CompletableFuture.allOf(appending.keySet().toArray(CompletableFuture<?>[]::new)).thenApply(over -> last);
    }

    /** How far the log is settled: nobody under way has taken a position below. */
    synchronized SettledLog settled() {
        long settled = appending.values().stream().mapToLong(first -> first - 1).min().orElse(lastPosition);
        return new SettledLog(settled, settled < lastPosition, false);
    }

    synchronized long lastPosition() {
        return lastPosition;
    }

    /** When the first event behind the position was recorded. */
    synchronized Optional<Instant> firstRecordedBehind(long position) {
        return Optional.ofNullable(log.higherEntry(position)).map(first -> first.getValue().event().recordedAt());
    }

    /** The events of a stream now; later ones do not show up in it. */
    synchronized List<StoredEvent> eventsOf(String streamName) {
        AppendOnlyEvents events = streams.get(streamName);
        return events == null ? List.of() : events.view();
    }

    synchronized LogPage readLog(LogRead read) {
        boolean forwards = read.direction() == ReadDirection.FORWARDS;
        long end = forwards ? read.toPosition() : read.fromPosition();
        if (read.fromPosition() > read.toPosition()) {
            return new LogPage(List.of(), end);
        }
        NavigableMap<Long, LoggedEvent> part = log.subMap(read.fromPosition(), true, read.toPosition(), true);
        List<LoggedEvent> events = (forwards ? part : part.descendingMap()).values().stream()
                .filter(read.filter()::matches)
                .limit(read.limit()).toList();
        return new LogPage(events,
                events.size() < read.limit() ? end : events.get(events.size() - 1).event().globalPosition());
    }

    /** Adds the events of a transaction, seen all at once. */
    synchronized void add(Map<String, List<StoredEvent>> appended) {
        appended.forEach((streamName, events) -> {
            streams.computeIfAbsent(streamName, name -> new AppendOnlyEvents()).addAll(events);
            events.forEach(event -> log.put(event.globalPosition(), new LoggedEvent(streamName, event)));
        });
    }

    private synchronized void forget(CompletableFuture<?> end) {
        appending.remove(end);
    }
}
