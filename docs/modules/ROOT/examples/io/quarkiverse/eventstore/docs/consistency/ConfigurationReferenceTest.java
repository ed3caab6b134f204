package io.quarkiverse.eventstore.docs.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The configuration reference says what the javadoc of the configuration says.
 */
class ConfigurationReferenceTest {

    private static final Path GENERATED = Path.of("target", "config-reference");
    private static final Path COMMITTED = Path.of("modules", "ROOT", "pages", "includes");

    @ParameterizedTest
    @ValueSource(strings = { "quarkus-event-store.adoc", "quarkus-event-store-embedded-postgresql.adoc" })
    void is_what_the_build_generates(String file) throws IOException {
        assertThat(COMMITTED.resolve(file))
                .as("%s: expected what the javadoc says; a build without -Dvalidate-format writes it", file)
                .hasSameTextualContentAs(GENERATED.resolve(file));
        assertThat(Files.readString(COMMITTED.resolve(file))).contains("quarkus.event-store.");
    }
}
