package io.quarkiverse.eventstore.it.hibernate.units;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The default unit, a named one on the same datasource and a named one on another datasource, to the same server. */
public class SeveralUnits implements QuarkusTestProfile {

    static final String ARCHIVE = "archive";
    static final String REPORTS = "reports";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.datasource.db-kind", "postgresql"),
                Map.entry("quarkus.datasource.reports.db-kind", "postgresql"),
                Map.entry("quarkus.datasource.reports.reactive.url", "${quarkus.datasource.reactive.url}"),
                Map.entry("quarkus.datasource.reports.username", "${quarkus.datasource.username}"),
                Map.entry("quarkus.datasource.reports.password", "${quarkus.datasource.password}"),
                Map.entry("quarkus.hibernate-orm.packages", "io.quarkiverse.eventstore.it.hibernate.reactive"),
                Map.entry("quarkus.hibernate-orm.archive.datasource", "<default>"),
                Map.entry("quarkus.hibernate-orm.archive.packages", "io.quarkiverse.eventstore.it.hibernate.units.archive"),
                Map.entry("quarkus.hibernate-orm.archive.schema-management.strategy", "drop-and-create"),
                Map.entry("quarkus.hibernate-orm.reports.datasource", "reports"),
                Map.entry("quarkus.hibernate-orm.reports.packages", "io.quarkiverse.eventstore.it.hibernate.units.reports"),
                Map.entry("quarkus.hibernate-orm.reports.schema-management.strategy", "drop-and-create"));
    }
}
