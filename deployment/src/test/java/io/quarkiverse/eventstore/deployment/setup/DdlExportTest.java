package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

class DdlExportTest {

    @RegisterExtension
    static final QuarkusProdModeTest APPLICATION = new QuarkusProdModeTest()
            .withEmptyApplication()
            .setApplicationName("ddl-export")
            .setApplicationVersion("0.1-SNAPSHOT")
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.event-store.postgresql.schema", "shop_events")
            .overrideConfigKey("quarkus.event-store.postgresql.ddl-export-file", "ddl/event-store.sql");

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void the_build_writes_the_whole_ddl_to_a_file() throws IOException {
        Path file = results.getBuildDir().resolve("ddl/event-store.sql");

        assertThat(Files.readString(file))
                .startsWith("-- Quarkus Event Store: schema shop_events, version 8")
                .contains("create table \"shop_events\".streams", "create table \"shop_events\".events",
                        "create function \"shop_events\".append_batch", "create trigger events_refuse_change")
                .doesNotContain("${schema}")
                .endsWith("commit;\n");
    }
}
