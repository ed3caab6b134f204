package io.quarkiverse.eventstore.runtime.config;

import org.eclipse.microprofile.config.Config;

import io.quarkus.datasource.common.runtime.DataSourceUtil;

/**
 * Which datasources the persistence units of Hibernate Reactive use. The build knows that and hands it on in properties of its
 * own, since its properties of Hibernate need not be there at run time, or may then say something else.
 */
public final class PersistenceUnitDatasources {

    private PersistenceUnitDatasources() {
    }

    /** The name of the property that hands on the datasource of a unit. */
    public static String property(String unit) {
        return "quarkus.event-store.hibernate-reactive.datasources.\"" + unit + "\"";
    }

    /** The name of a unit's datasource, that of the default datasource if the build was not told another one. */
    public static String of(String unit, Config config) {
        return config.getOptionalValue(property(unit), String.class).orElse(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
    }
}
