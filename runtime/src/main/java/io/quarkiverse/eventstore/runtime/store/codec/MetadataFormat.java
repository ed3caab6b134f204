package io.quarkiverse.eventstore.runtime.store.codec;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.Metadata;

/**
 * The stored form of metadata.
 */
public interface MetadataFormat {

    /** JSON text of metadata that is not empty. */
    String write(Metadata metadata);

    /** The metadata of an earlier JSON text; empty for null. */
    Metadata read(@Nullable String json);
}
