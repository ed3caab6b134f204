package io.quarkiverse.eventstore.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** What a build writes beside the application. */
@ConfigMapping(prefix = "quarkus.event-store.postgresql")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface DdlExportConfig {

    /**
     * A file that the build writes the whole DDL to, for people who apply it by hand; relative to the build's output
     * directory. Set it on the command line, for one build.
     */
    Optional<String> ddlExportFile();
}
