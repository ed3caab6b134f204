package io.quarkiverse.eventstore.deployment;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.projection.InlineStatement;
import io.quarkiverse.eventstore.runtime.ShutdownRecorder;
import io.quarkiverse.eventstore.runtime.beans.AppendsShutdown;
import io.quarkiverse.eventstore.runtime.beans.EventStoreBeans;
import io.quarkiverse.eventstore.runtime.beans.FailedStart;
import io.quarkiverse.eventstore.runtime.beans.HooksStartup;
import io.quarkiverse.eventstore.runtime.beans.InlineProjectionsStartup;
import io.quarkiverse.eventstore.runtime.beans.SubscriptionsShutdown;
import io.quarkiverse.eventstore.runtime.jackson.JacksonBeans;
import io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat;
import io.quarkiverse.eventstore.runtime.shutdown.ShutdownTasks;
import io.quarkiverse.eventstore.runtime.vertx.VertxLoops;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;

/** Announces the extension and its beans. */
final class EventStoreProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("event-store");
    }

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses(EventStoreBeans.class, JacksonBeans.class, VertxLoops.class, AppendsShutdown.class,
                        SubscriptionsShutdown.class)
                .build();
    }

    @BuildStep
    UnremovableBeanBuildItem hooks() {
        return UnremovableBeanBuildItem.beanTypes(AfterCommitHook.class, InlineProjection.class, InlineStatement.class);
    }

    @BuildStep
    AdditionalBeanBuildItem startup() {
        return AdditionalBeanBuildItem.builder().setUnremovable()
                .addBeanClasses(FailedStart.class, InlineProjectionsStartup.class, HooksStartup.class)
                .build();
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    SyntheticBeanBuildItem shutdownTasks(ShutdownRecorder recorder, ShutdownContextBuildItem shutdown) {
        return SyntheticBeanBuildItem.configure(ShutdownTasks.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .runtimeValue(recorder.tasks(shutdown))
                .done();
    }

    @BuildStep
    ReflectiveClassBuildItem metadata() {
        return ReflectiveClassBuildItem.builder(JacksonMetadataFormat.StoredMetadata.class)
                .constructors().methods().fields()
                .reason("event-store metadata")
                .build();
    }
}
