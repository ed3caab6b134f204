package io.quarkiverse.eventstore.serialization;

/**
 * Turns events into JSON text and back.
 * <p>
 * The default uses the application's Jackson {@code ObjectMapper}; a CDI bean of this type replaces it. Implementations are
 * called by many threads at once. What an event becomes depends on its text and class alone: subscriptions that follow the log
 * together may be given the same event, made once, if nobody can change it.
 */
public interface EventSerializer {

    /** The JSON text of an event; whatever it throws refuses the append. */
    String serialize(Object event);

    /** The event of an earlier JSON text; whatever it throws fails the read. */
    <E> E deserialize(String json, Class<E> eventClass);
}
