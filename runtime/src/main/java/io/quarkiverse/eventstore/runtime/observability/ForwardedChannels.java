package io.quarkiverse.eventstore.runtime.observability;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The channels that this node forwards events to. */
public final class ForwardedChannels {

    private final Map<String, BooleanSupplier> channels = new ConcurrentHashMap<>();

    /** @param isClosed whether nothing can be sent any more */
    public void add(String channel, BooleanSupplier isClosed) {
        channels.put(channel, isClosed);
    }

    /** Whether each of them is closed, at this moment. */
    SortedMap<String, Boolean> areClosed() {
        SortedMap<String, Boolean> areClosed = new TreeMap<>();
        channels.forEach((channel, isClosed) -> areClosed.put(channel, isClosed.getAsBoolean()));
        return areClosed;
    }
}
