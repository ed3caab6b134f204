package io.quarkiverse.eventstore.runtime.jackson;

import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstore.Metadata;
import io.quarkiverse.eventstore.TraceContext;
import io.quarkiverse.eventstore.runtime.store.codec.MetadataFormat;

/**
 * Metadata as JSON in a fixed form that no setting of the application changes: stored metadata stays readable.
 */
public final class JacksonMetadataFormat implements MetadataFormat {

    private static final JsonMapper MAPPER = JsonMapper.builder(StoredJson.readableBy(new JsonFactory()))
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(StoredMetadata.class);
    private static final ObjectReader READER = MAPPER.readerFor(StoredMetadata.class);

    @Override
    public String write(Metadata metadata) {
        try {
            return WRITER.writeValueAsString(StoredMetadata.of(metadata));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public Metadata read(@Nullable String json) {
        if (json == null) {
            return Metadata.empty();
        }
        try {
            StoredMetadata stored = READER.readValue(json);
            return stored.toMetadata();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The JSON form. Public for Jackson in a native image. */
    public record StoredMetadata(@Nullable String correlationId, @Nullable String causationId, @Nullable String traceparent,
            @Nullable String tracestate, @Nullable Map<String, String> entries) {

        static StoredMetadata of(Metadata metadata) {
            return new StoredMetadata(metadata.correlationId().orElse(null), metadata.causationId().orElse(null),
                    metadata.traceContext().map(TraceContext::traceparent).orElse(null),
                    metadata.traceContext().map(TraceContext::tracestate).orElse(null),
                    metadata.entries().isEmpty() ? null : metadata.entries());
        }

        Metadata toMetadata() {
            Metadata metadata = Metadata.empty();
            if (correlationId != null) {
                metadata = metadata.withCorrelationId(correlationId);
            }
            if (causationId != null) {
                metadata = metadata.withCausationId(causationId);
            }
            if (traceparent != null) {
                metadata = metadata.withTraceContext(new TraceContext(traceparent, tracestate));
            }
            return entries == null ? metadata : metadata.withEntries(new LinkedHashMap<>(entries));
        }
    }
}
