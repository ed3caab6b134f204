package io.quarkiverse.eventstore.runtime.config;

import java.util.Map;

import io.quarkus.datasource.common.runtime.DataSourceUtil;

/**
 * Which datasources the persistence units of Hibernate Reactive use, as the build was told: its properties of Hibernate need
 * not
 * be there at run time, or may then say something else.
 *
 * @param byUnit the names of datasources by that of the unit; the default one where a unit is missing
 */
public record PersistenceUnitDatasources(Map<String, String> byUnit) {

    public String of(String unit) {
        return byUnit.getOrDefault(unit, DataSourceUtil.DEFAULT_DATASOURCE_NAME);
    }
}
