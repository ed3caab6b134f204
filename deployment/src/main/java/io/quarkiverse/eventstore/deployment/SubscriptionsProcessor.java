package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.SubscriptionsRecorder;
import io.quarkiverse.eventstore.runtime.declared.DeclaredSubscription;
import io.quarkiverse.eventstore.runtime.declared.DeclaredSubscriptionsStartup;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDefiningAnnotationBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.InvokerFactoryBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.InvokerInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.execannotations.ExecutionModelAnnotationsAllowedBuildItem;

/** Finds the subscriptions that beans declare, refuses those that cannot work, and has the rest started. */
final class SubscriptionsProcessor {

    private static final Logger LOG = Logger.getLogger(SubscriptionsProcessor.class);
    private static final DotName SUBSCRIPTION = DotName.createSimple(Subscription.class);

    @BuildStep
    BeanDefiningAnnotationBuildItem declaringClassesAreBeans() {
        return new BeanDefiningAnnotationBuildItem(SUBSCRIPTION, DotName.createSimple(Singleton.class), false);
    }

    @BuildStep
    AdditionalBeanBuildItem startup(CombinedIndexBuildItem index) {
        AdditionalBeanBuildItem.Builder beans = AdditionalBeanBuildItem.builder().setUnremovable();
        if (!index.getIndex().getAnnotations(SUBSCRIPTION).isEmpty()) {
            beans.addBeanClass(DeclaredSubscriptionsStartup.class);
        }
        return beans.build();
    }

    /** Lets handler methods say on which kind of thread they are called. */
    @BuildStep
    ExecutionModelAnnotationsAllowedBuildItem threads(CombinedIndexBuildItem combinedIndex) {
        IndexView index = combinedIndex.getIndex();
        return new ExecutionModelAnnotationsAllowedBuildItem(method -> isDeclaring(method.declaringClass())
                || index.getAllKnownSubclasses(method.declaringClass().name()).stream()
                        .anyMatch(SubscriptionsProcessor::isDeclaring));
    }

    @BuildStep
    void find(CombinedIndexBuildItem combinedIndex, BeanDiscoveryFinishedBuildItem discovered, EventTypesBuildItem eventTypes,
            BuildProducer<DeclaredSubscriptionBuildItem> subscriptions) {
        IndexView index = combinedIndex.getIndex();
        index.getAnnotations(SUBSCRIPTION).stream()
                .sorted(Comparator.comparing(annotation -> annotation.target().asClass().name()))
                .forEach(SubscriptionsProcessor::requireInstances);
        List<BeanInfo> beans = discovered.beanStream().classBeans()
                .filter(bean -> isDeclaring(bean.getImplClazz()))
                .collect();
        noteOthers(index, beans);
        new SubscriptionDeclarations(index, new EventFamilies(index, eventTypes.types())).read(beans)
                .forEach(subscriptions::produce);
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void subscriptionBeans(List<DeclaredSubscriptionBuildItem> subscriptions, InvokerFactoryBuildItem invokers,
            SubscriptionsRecorder recorder, BuildProducer<SyntheticBeanBuildItem> beans) {
        for (DeclaredSubscriptionBuildItem subscription : subscriptions) {
            beans.produce(SyntheticBeanBuildItem.configure(DeclaredSubscription.class)
                    .identifier(subscription.name())
                    .scope(Singleton.class)
                    .forceApplicationClass()
                    .unremovable()
                    .param(SubscriptionsRecorder.INVOKERS, invokers(subscription, invokers))
                    .createWith(recorder.declared(subscription.definition()))
                    .done());
        }
    }

    private static InvokerInfo[] invokers(DeclaredSubscriptionBuildItem subscription, InvokerFactoryBuildItem invokers) {
        return subscription.methods().stream()
                .map(handler -> invokers.createInvoker(subscription.bean(), handler.method()).withInstanceLookup().build())
                .toArray(InvokerInfo[]::new);
    }

    private static void requireInstances(AnnotationInstance declaration) {
        ClassInfo type = declaration.target().asClass();
        boolean isInner = type.nestingType() != ClassInfo.NestingType.TOP_LEVEL && !Modifier.isStatic(type.flags());
        if (type.isInterface() || Modifier.isAbstract(type.flags()) || isInner) {
            throw SubscriptionProblem.of(DeclarationKind.SUBSCRIPTION.title(), declaration.value("name").asString(),
                    "class " + type.name() + " to be a bean",
                    type.isInterface() ? "it is an interface" : isInner ? "it is an inner class" : "it is abstract",
                    "annotate a concrete class, at the top level or static");
        }
    }

    /** A profile or the configuration may well leave a class out; it may also lack a constructor that CDI can call. */
    private static void noteOthers(IndexView index, List<BeanInfo> beans) {
        Set<DotName> declaring = beans.stream().map(BeanInfo::getBeanClass).collect(Collectors.toSet());
        index.getAnnotations(SUBSCRIPTION).stream()
                .filter(declaration -> !declaring.contains(declaration.target().asClass().name()))
                .forEach(declaration -> LOG.infof("Subscription %s is not part of the application: class %s is no bean.",
                        declaration.value("name").asString(), declaration.target()));
    }

    private static boolean isDeclaring(ClassInfo type) {
        return type.hasDeclaredAnnotation(SUBSCRIPTION);
    }
}
