package io.quarkiverse.eventstore.runtime.jackson;

import com.fasterxml.jackson.core.JsonFactory;

/**
 * Jackson's limits of length guard against strangers' input; what was stored must be readable, whatever its length.
 */
final class StoredJson {

    private StoredJson() {
    }

    /** Has the factory read any length; how deep it goes stays as the application wants it. */
    static JsonFactory readableBy(JsonFactory factory) {
        return factory.setStreamReadConstraints(factory.streamReadConstraints().rebuild()
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build());
    }
}
