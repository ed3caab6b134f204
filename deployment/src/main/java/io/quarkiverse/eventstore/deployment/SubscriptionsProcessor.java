package io.quarkiverse.eventstore.deployment;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.SubscriptionsRecorder;
import io.quarkiverse.eventstore.runtime.declared.DeclaredSubscription;
import io.quarkiverse.eventstore.runtime.declared.DeclaredSubscriptionsStartup;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanArchiveIndexBuildItem;
import io.quarkus.arc.deployment.BeanDefiningAnnotationBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.InvokerFactoryBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.TransformedAnnotationsBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.InvokerInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
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
    BeanFormsBuildItem beanForms(BeanArchiveIndexBuildItem beanArchives, ApplicationArchivesBuildItem archives,
            TransformedAnnotationsBuildItem annotations) {
        return new BeanFormsBuildItem(beanArchives.getImmutableIndex(), archives.getRootArchive().getIndex(), annotations);
    }

    @BuildStep
    void find(CombinedIndexBuildItem combinedIndex, BeanDiscoveryFinishedBuildItem discovered, BeanFormsBuildItem forms,
            EventTypesBuildItem eventTypes, BuildProducer<DeclaredSubscriptionBuildItem> subscriptions) {
        IndexView index = combinedIndex.getIndex();
        requireBeans(forms);
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

    private static void requireBeans(BeanFormsBuildItem forms) {
        forms.beanArchives().getAnnotations(SUBSCRIPTION).stream()
                .sorted(Comparator.comparing(declaration -> declaration.target().asClass().name()))
                .forEach(declaration -> forms.require(DeclarationKind.SUBSCRIPTION, declaration.value("name").asString(),
                        declaration.target().asClass()));
    }

    /** A profile or the configuration may well leave a class out. */
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
