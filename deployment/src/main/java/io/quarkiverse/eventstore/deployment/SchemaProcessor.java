package io.quarkiverse.eventstore.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.config.DdlExportConfig;
import io.quarkiverse.eventstore.runtime.postgres.schema.SchemaScript;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.pkg.builditem.ArtifactResultBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;

/** Brings the SQL along into native images, and exports the DDL for people who apply it by hand. */
final class SchemaProcessor {

    private static final Logger LOG = Logger.getLogger(SchemaProcessor.class);
    private static final String SCHEMA = "quarkus.event-store.postgresql.schema";
    private static final String DEFAULT_SCHEMA = "event_store";

    @BuildStep
    void sqlInNativeImage(SelectedBackendBuildItem selected, BuildProducer<NativeImageResourcePatternsBuildItem> resources) {
        if (selected.is(PostgresProcessor.POSTGRESQL)) {
            resources.produce(NativeImageResourcePatternsBuildItem.builder().includeGlob("META-INF/event-store/**").build());
        }
    }

    @BuildStep
    @Produce(ArtifactResultBuildItem.class)
    void exportDdl(DdlExportConfig config, OutputTargetBuildItem target) throws IOException {
        if (config.ddlExportFile().isEmpty()) {
            return;
        }
        Path file = target.getOutputDirectory().resolve(config.ddlExportFile().get());
        // The schema is run-time configuration; the script has to name the one that this build knows.
        SchemaName schema = new SchemaName(ConfigProvider.getConfig().getOptionalValue(SCHEMA, String.class)
                .orElse(DEFAULT_SCHEMA));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, SchemaScript.of(schema));
        LOG.infof("The event store's DDL for schema %s is in %s.", schema, file);
    }
}
