package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class EmbeddedPostgresqlDefaultsTest {

    private final LaunchMode before = LaunchMode.current();

    @BeforeEach
    void test_mode() {
        LaunchMode.set(LaunchMode.TEST);
    }

    @AfterEach
    void mode_as_before() {
        LaunchMode.set(before);
    }

    @Test
    void take_over_the_default_datasource() {
        var config = config(Map.of());

        assertThat(Datasource.takenOver(config)).extracting(Datasource::name).containsExactly("<default>");
        assertThat(config.getValue("quarkus.datasource.db-kind", String.class)).isEqualTo("postgresql");
        assertThat(config.getValue("quarkus.datasource.devservices.enabled", boolean.class)).isFalse();
    }

    @Test
    void stay_out_when_switched_off() {
        var config = config(Map.of("quarkus.event-store.embedded-postgresql.enabled", "false"));

        assertThat(Datasource.takenOver(config)).isEmpty();
        assertThat(config.getOptionalValue("quarkus.datasource.devservices.enabled", String.class)).isEmpty();
    }

    @Test
    void stay_out_of_a_production_build() {
        LaunchMode.set(LaunchMode.NORMAL);

        assertThat(Datasource.takenOver(config(Map.of()))).isEmpty();
    }

    @Test
    void yield_to_a_url_even_if_nothing_can_expand_it_yet() {
        assertThat(Datasource.takenOver(config(Map.of("quarkus.datasource.reactive.url", "${DATABASE}")))).isEmpty();
        assertThat(Datasource.takenOver(config(Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql:db")))).isEmpty();
    }

    @Test
    void ignore_the_url_of_another_profile() {
        var config = config(Map.of("%prod.quarkus.datasource.reactive.url", "postgresql://db/shop"));

        assertThat(Datasource.takenOver(config)).hasSize(1);
    }

    @Test
    void yield_to_an_explicit_choice_about_dev_services() {
        assertThat(Datasource.takenOver(config(Map.of("quarkus.datasource.devservices.enabled", "true")))).isEmpty();
        assertThat(Datasource.takenOver(config(Map.of("quarkus.datasource.devservices.enabled", "false")))).isEmpty();
    }

    @Test
    void leave_other_databases_alone() {
        assertThat(Datasource.takenOver(config(Map.of("quarkus.datasource.db-kind", "h2")))).isEmpty();
        assertThat(Datasource.takenOver(config(Map.of("quarkus.datasource.audit.db-kind", "mysql")))).isEmpty();
    }

    @Test
    void take_over_named_datasources_as_the_user_spells_them() {
        var config = config(Map.of(
                "quarkus.datasource.orders.db-kind", "pgsql",
                "%test.quarkus.datasource.\"eu.west\".db-kind", "postgresql",
                "quarkus.event-store.postgresql.datasource", "orders"));

        assertThat(Datasource.takenOver(config)).containsExactlyInAnyOrder(
                new Datasource("orders", "quarkus.datasource.orders"),
                new Datasource("eu.west", "quarkus.datasource.\"eu.west\""));
    }

    @Test
    void take_over_the_default_datasource_beside_a_named_one_only_if_it_is_configured() {
        var config = config(Map.of("quarkus.datasource.db-kind", "postgresql", "quarkus.datasource.audit.db-kind", "h2"));

        assertThat(Datasource.takenOver(config)).extracting(Datasource::name).containsExactly("<default>");
    }

    private static SmallRyeConfig config(Map<String, String> application) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile("test")
                .withSources(new PropertiesConfigSource(application, "application", 250))
                .withCustomizers(new EmbeddedPostgresqlDefaults())
                .build();
    }
}
