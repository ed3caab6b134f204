package io.quarkiverse.eventstore.runtime;

import java.util.Map;

import io.quarkiverse.eventstore.runtime.config.PersistenceUnitDatasources;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Hands what the build knows of Hibernate's persistence units to the application. */
@Recorder
public class PersistenceUnitsRecorder {

    public RuntimeValue<PersistenceUnitDatasources> datasources(Map<String, String> byUnit) {
        return new RuntimeValue<>(new PersistenceUnitDatasources(byUnit));
    }
}
