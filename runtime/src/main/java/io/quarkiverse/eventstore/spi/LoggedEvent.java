package io.quarkiverse.eventstore.spi;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An event of the log and the stream that it belongs to.
 */
public final class LoggedEvent {

    private final String streamName;
    private final StoredEvent event;

    /** Every partition of every subscription asks for it; threads that do so at the same time find the same. */
    private @Nullable Integer streamNumber;

    public LoggedEvent(String streamName, StoredEvent event) {
        this.streamName = streamName;
        this.event = event;
    }

    public String streamName() {
        return streamName;
    }

    public StoredEvent event() {
        return event;
    }

    /** How many characters its JSON has. */
    public long characters() {
        return event.characters();
    }

    /** The number of its stream, as {@link StreamSlice#numberOf(String)} gives it. */
    int streamNumber() {
        Integer number = streamNumber;
        if (number == null) {
            number = StreamSlice.numberOf(streamName);
            streamNumber = number;
        }
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoggedEvent that && streamName.equals(that.streamName) && event.equals(that.event);
    }

    @Override
    public int hashCode() {
        return Objects.hash(streamName, event);
    }

    @Override
    public String toString() {
        return "LoggedEvent[" + streamName + ", " + event + "]";
    }
}
