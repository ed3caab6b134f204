package io.quarkiverse.eventstore.runtime.subscription.delivery;

import java.util.Optional;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.spi.LoggedEvent;

/**
 * For handlers that take the JSON text as it is stored, whether or not the application knows the type.
 */
public record StoredDecoder(EventCodec codec) implements EventDecoder<String> {

    @Override
    public Optional<RecordedEvent<String>> decode(LoggedEvent logged) {
        return Optional.of(codec.asStored(logged.streamName(), logged.event()));
    }
}
