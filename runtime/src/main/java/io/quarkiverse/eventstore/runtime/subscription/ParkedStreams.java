package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.subscription.ParkedEvent;

/**
 * The streams of a partition of which events were put aside, and the events that are still to be saved as such.
 */
final class ParkedStreams {

    private static final int LONGEST_ERROR = 4_000;

    private final String subscription;
    private Set<String> streams = new HashSet<>();
    private List<ParkedEvent> unsaved = new ArrayList<>();

    ParkedStreams(String subscription) {
        this.subscription = subscription;
    }

    void replaceBy(Set<String> parked) {
        streams = new HashSet<>(parked);
        unsaved.forEach(event -> streams.add(event.streamName()));
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    boolean contain(LoggedEvent logged) {
        return !streams.isEmpty() && streams.contains(logged.streamName());
    }

    /** Puts an event aside that the handler failed on. */
    void park(LoggedEvent logged, Throwable failure) {
        streams.add(logged.streamName());
        unsaved.add(parked(logged, describe(failure)));
    }

    /** Puts an event aside since an earlier one of its stream was. */
    void parkBehind(LoggedEvent logged) {
        unsaved.add(parked(logged, "Waits for an earlier event of the stream."));
    }

    /** The events that are still to be saved. */
    List<ParkedEvent> unsaved() {
        return List.copyOf(unsaved);
    }

    void saved() {
        unsaved = new ArrayList<>();
    }

    /** Gives up what was not saved: the events will come again. */
    void forgetUnsaved() {
        saved();
    }

    static String describe(Throwable failure) {
        String text = failure.toString().replace("\u0000", "");
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }

    private ParkedEvent parked(LoggedEvent logged, String error) {
        return new ParkedEvent(subscription, logged.streamName(), logged.event().streamVersion(),
                logged.event().globalPosition(), error, Instant.now());
    }
}
