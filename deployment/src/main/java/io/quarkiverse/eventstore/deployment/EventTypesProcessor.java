package io.quarkiverse.eventstore.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import jakarta.inject.Singleton;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

import io.quarkiverse.eventstore.runtime.EventTypesRecorder;
import io.quarkiverse.eventstore.runtime.config.EventTypesBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventType;
import io.quarkiverse.eventstore.runtime.serialization.RegisteredEventTypes;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;

/** Finds the event types at build time, refuses those that cannot be stored, and registers the rest. */
final class EventTypesProcessor {

    private static final String REASON = "event-store event type";

    @BuildStep
    EventTypesBuildItem findEventTypes(EventTypesBuildTimeConfig config, ApplicationArchivesBuildItem archives,
            CurateOutcomeBuildItem curateOutcome, CombinedIndexBuildItem combinedIndex) {
        IndexView index = combinedIndex.getIndex();
        EventTypeProblems problems = new EventTypeProblems();
        EventTypeExclusions exclusions = EventTypeExclusions.of(config.exclude().orElse(List.of()));
        exclusions.reportUnknown(index, problems);
        Collection<ClassInfo> eventClasses = new EventTypeCollector(index, exclusions, problems)
                .collect(EventTypeOwners.ownTypes(archives, curateOutcome.getApplicationModel()));
        eventClasses.forEach(new EventTypeChecks(new EventTypeConstruction(index), problems)::check);
        List<EventTypeDefinition> types = name(eventClasses, problems);
        problems.failIfAny();
        return new EventTypesBuildItem(types);
    }

    private static List<EventTypeDefinition> name(Collection<ClassInfo> eventClasses, EventTypeProblems problems) {
        EventTypeNames names = new EventTypeNames(problems);
        List<EventTypeDefinition> types = eventClasses.stream()
                .map(names::define)
                .sorted(Comparator.comparing(EventTypeDefinition::name))
                .toList();
        names.reportClashes();
        return types;
    }

    @BuildStep
    void registerEventClassesForReflection(EventTypesBuildItem eventTypes, BuildProducer<ReflectiveClassBuildItem> classes) {
        for (EventTypeDefinition type : eventTypes.types()) {
            classes.produce(ReflectiveClassBuildItem.builder(type.className().toString())
                    .constructors().methods().fields().reason(REASON).build());
        }
    }

    /** What events consist of is found as Quarkus REST finds what bodies consist of. */
    @BuildStep
    void registerEventPartsForReflection(EventTypesBuildItem eventTypes, BuildProducer<ReflectiveHierarchyBuildItem> parts) {
        for (EventTypeDefinition type : eventTypes.types()) {
            parts.produce(ReflectiveHierarchyBuildItem.builder(type.className()).source(REASON).build());
        }
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    SyntheticBeanBuildItem eventTypesBean(EventTypesBuildItem eventTypes, EventTypesRecorder recorder)
            throws ClassNotFoundException {
        List<RegisteredEventType> registered = new ArrayList<>();
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        for (EventTypeDefinition type : eventTypes.types()) {
            Class<?> eventClass = application.loadClass(type.className().toString());
            registered.add(new RegisteredEventType(type.name(), eventClass, type.formerly()));
        }
        return SyntheticBeanBuildItem.configure(RegisteredEventTypes.class)
                .addType(EventTypes.class)
                .scope(Singleton.class)
                .unremovable()
                .runtimeValue(recorder.eventTypes(registered))
                .done();
    }
}
