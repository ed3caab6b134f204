package io.quarkiverse.eventstore.runtime.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How the event store behaves at run time. */
@ConfigMapping(prefix = "quarkus.event-store")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface EventStoreConfig {

    /**
     * How many events {@code streamEvents} and {@code aggregateStream} fetch at a time, at least 1; the most that they hold in
     * memory.
     */
    @WithDefault("500")
    @WithConverter(PageSizeConverter.class)
    int readPageSize();

    /** PostgreSQL. */
    Postgresql postgresql();

    /** PostgreSQL. */
    interface Postgresql {

        /**
         * The database schema that holds the event store's tables: letters, digits and underscores, at most 63 characters.
         */
        @WithDefault("event_store")
        String schema();

        /**
         * What to do about the tables when the application starts.
         */
        @WithDefault("create")
        SchemaManagement schemaManagement();
    }
}
