package io.quarkiverse.eventstore.deployment;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.runtime.InMemoryRecorder;
import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Chooses the back end: the one that the configuration names. */
final class BackendProcessor {

    @BuildStep
    EventStoreBackendBuildItem inMemory() {
        return new EventStoreBackendBuildItem("in-memory");
    }

    @BuildStep
    SelectedBackendBuildItem select(EventStoreBuildTimeConfig config, List<EventStoreBackendBuildItem> backends) {
        List<String> names = backends.stream().map(EventStoreBackendBuildItem::name).sorted().toList();
        if (!names.contains(config.backend())) {
            throw new ConfigurationException("quarkus.event-store.backend: expected one of " + String.join(", ", names)
                    + ", but it is '" + config.backend() + "'.");
        }
        return new SelectedBackendBuildItem(config.backend());
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void inMemoryStorage(SelectedBackendBuildItem selected, InMemoryRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (selected.is("in-memory")) {
            beans.produce(SyntheticBeanBuildItem.configure(EventStorage.class)
                    .scope(Singleton.class)
                    .createWith(recorder.inMemoryStorage())
                    .done());
        }
    }
}
