package io.quarkiverse.eventstore.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.runtime.config.PersistenceUnitDatasources;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The datasources of persistence units, as the properties of the build say. */
class PersistenceUnitDatasourcesTest {

    @Test
    void are_those_of_the_build_with_and_without_quotes() {
        assertThat(datasource("orders", "quarkus.hibernate-orm.orders.datasource")).isEqualTo("found");
        assertThat(datasource("orders", "quarkus.hibernate-orm.\"orders\".datasource")).isEqualTo("found");
        assertThat(datasource("old.orders", "quarkus.hibernate-orm.\"old.orders\".datasource")).isEqualTo("found");
        assertThat(datasource("<default>", "quarkus.hibernate-orm.datasource")).isEqualTo("found");
        assertThat(datasource("<default>", "quarkus.hibernate-orm.\"<default>\".datasource")).isEqualTo("found");
    }

    @Test
    void are_the_default_one_unless_the_build_was_told_another_one() {
        assertThat(datasource("orders", "quarkus.hibernate-orm.datasource")).isEqualTo("<default>");
        assertThat(datasource("orders", "quarkus.hibernate-orm.orders.packages")).isEqualTo("<default>");
    }

    private static String datasource(String unit, String property) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(property, "found"), "test", 100)).build();
        return new PersistenceUnitDatasources(HibernateReactiveProcessor.datasources(config)).of(unit);
    }
}
