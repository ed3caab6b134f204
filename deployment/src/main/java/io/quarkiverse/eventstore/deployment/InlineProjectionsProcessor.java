package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;

import io.quarkiverse.eventstore.projection.Clear;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.runtime.SubscriptionsRecorder;
import io.quarkiverse.eventstore.runtime.declared.DeclaredInlineProjection;
import io.quarkiverse.eventstore.runtime.declared.HandlerSignature;
import io.quarkiverse.eventstore.runtime.declared.InlineDefinition;
import io.quarkiverse.eventstore.subscription.HandlerThread;
import io.quarkus.arc.deployment.AutoAddScopeBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.InvokerFactoryBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.arc.processor.InvokerInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/** Finds the methods annotated {@code @Inline}, refuses those that cannot work, and makes projections of the rest. */
final class InlineProjectionsProcessor {

    private static final DotName INLINE = DotName.createSimple(Inline.class);
    private static final DotName CLEAR = DotName.createSimple(Clear.class);
    private static final DeclarationKind KIND = DeclarationKind.INLINE_PROJECTION;

    @BuildStep
    AutoAddScopeBuildItem classesAreBeans() {
        return AutoAddScopeBuildItem.builder().containsAnnotations(INLINE).defaultScope(
                BuiltinScope.SINGLETON).reason("it has inline projections").build();
    }

    @BuildStep
    UnremovableBeanBuildItem keep(CombinedIndexBuildItem index) {
        return new UnremovableBeanBuildItem(bean -> bean.isClassBean()
                && isInline(new BeanMethods(index.getIndex(), bean.getImplClazz())));
    }

    @BuildStep
    void find(CombinedIndexBuildItem combinedIndex, BeanDiscoveryFinishedBuildItem discovered, BeanFormsBuildItem forms,
            EventTypesBuildItem eventTypes, BuildProducer<InlineProjectionBuildItem> projections) {
        IndexView index = combinedIndex.getIndex();
        requireBeans(index, forms);
        EventFamilies families = new EventFamilies(index, eventTypes.types());
        Map<String, InlineProjectionBuildItem> byName = new TreeMap<>();
        discovered.beanStream().classBeans().forEach(bean -> requireInline(new BeanMethods(index, bean.getImplClazz())));
        discovered.beanStream().classBeans()
                .filter(bean -> isInline(new BeanMethods(index, bean.getImplClazz())))
                .collect().stream()
                .sorted(Comparator.comparing(BeanInfo::getBeanClass))
                .map(bean -> read(bean, new BeanMethods(index, bean.getImplClazz()), families))
                .forEach(projection -> {
                    InlineProjectionBuildItem former = byName.put(projection.definition().name(), projection);
                    if (former != null) {
                        throw problem(projection.definition().name(), "one class with that name",
                                former.bean().getBeanClass() + " and " + projection.bean().getBeanClass() + " have it",
                                "give one of them another name");
                    }
                });
        byName.values().forEach(projections::produce);
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void beans(List<InlineProjectionBuildItem> projections, InvokerFactoryBuildItem invokers, SubscriptionsRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        for (InlineProjectionBuildItem projection : projections) {
            beans.produce(SyntheticBeanBuildItem.configure(DeclaredInlineProjection.class)
                    .identifier(projection.definition().name())
                    .addType(ParameterizedType.create(DotName.createSimple(InlineProjection.class),
                            ClassType.create(DotName.OBJECT_NAME)))
                    .scope(Singleton.class)
                    .forceApplicationClass()
                    .unremovable()
                    .param(SubscriptionsRecorder.INVOKERS, invokers(projection, invokers))
                    .createWith(recorder.inline(projection.definition()))
                    .done());
        }
    }

    private static InvokerInfo[] invokers(InlineProjectionBuildItem projection, InvokerFactoryBuildItem invokers) {
        return projection.methods().stream()
                .map(method -> invokers.createInvoker(projection.bean(), method).withInstanceLookup().build())
                .toArray(InvokerInfo[]::new);
    }

    private static void requireBeans(IndexView index, BeanFormsBuildItem forms) {
        forms.beanArchives().getAnnotations(INLINE).stream()
                .map(annotation -> annotation.target().asMethod().declaringClass())
                .sorted(Comparator.comparing(ClassInfo::name))
                .filter(declaring -> heirs(declaring, forms).noneMatch(forms::allows))
                .map(declaring -> heirs(declaring, forms).filter(heir -> !heir.isAbstract()).findFirst().orElse(declaring))
                .filter(refused -> !isOffered(refused, forms))
                .forEach(refused -> forms.require(KIND, name(new BeanMethods(index, refused)), refused));
    }

    /** The class and those that extend it. */
    private static Stream<ClassInfo> heirs(ClassInfo type, BeanFormsBuildItem forms) {
        return Stream.concat(Stream.of(type), forms.beanArchives().getAllKnownSubclasses(type.name()).stream()
                .sorted(Comparator.comparing(ClassInfo::name)));
    }

    /** A library may well have a class that this application does not extend. */
    private static boolean isOffered(ClassInfo type, BeanFormsBuildItem forms) {
        return type.isAbstract() && !type.isInterface() && !forms.isOfApplication(type);
    }

    private static InlineProjectionBuildItem read(BeanInfo bean, BeanMethods beanMethods, EventFamilies families) {
        String name = name(beanMethods);
        List<HandlerMethodInfo> methods = new HandlerMethods(beanMethods, families, KIND, name)
                .find(method -> method.hasDeclaredAnnotation(INLINE));
        requireAllTakeEvents(beanMethods, name, methods);
        methods.forEach(method -> requireUni(name, method));
        new HandlerMethodChecks(families, KIND, name, methods).checkTypes();
        ApplicationClasses classes = new ApplicationClasses();
        List<HandlerSignature> signatures = methods.stream().map(classes::signature).toList();
        Class<?> commonType = classes.load(families.commonType(methods.stream().map(HandlerMethodInfo::eventType).toList()));
        Optional<MethodInfo> clear = new ClearMethods(KIND.title(), name, beanMethods).find();
        return new InlineProjectionBuildItem(bean, new InlineDefinition(name, commonType, signatures,
                methods.stream().map(HandlerMethodInfo::hasSession).toList(), clear.map(ClearMethods::signature).orElse(null)),
                Stream.concat(methods.stream().map(HandlerMethodInfo::method), clear.stream()).toList());
    }

    private static void requireUni(String name, HandlerMethodInfo method) {
        if (!method.returnsUni() || method.thread() != HandlerThread.EVENT_LOOP) {
            throw problem(name, "method " + method + " to return Uni<Void> and not to block",
                    method.returnsUni() ? "it is annotated to be called on a thread of its own" : "it returns void",
                    "an append answers on an event loop, and its projections with it");
        }
        if (method.parameter().isBatch()) {
            throw problem(name, "method " + method + " to take one event", "it takes a list", "take the event type itself");
        }
    }

    private static void requireAllTakeEvents(BeanMethods beanMethods, String name, List<HandlerMethodInfo> methods) {
        for (MethodInfo method : beanMethods.annotated(INLINE)) {
            if (Modifier.isPrivate(method.flags()) || Modifier.isStatic(method.flags())) {
                throw problem(name, "method " + HandlerMethodInfo.name(method) + " to be neither private nor static", "it is",
                        KIND.wayOut());
            }
            if (methods.stream().noneMatch(found -> found.method().equals(method))) {
                throw problem(name, "method " + HandlerMethodInfo.name(method)
                        + " to take an event type or a RecordedEvent of one", "it does not", KIND.wayOut());
            }
        }
    }

    private static String name(BeanMethods beanMethods) {
        ClassInfo beanClass = beanMethods.beanClass();
        Set<String> names = new TreeSet<>();
        for (MethodInfo method : beanMethods.annotated(INLINE)) {
            AnnotationInstance annotation = method.declaredAnnotation(INLINE);
            names.add(annotation.value() == null ? "" : annotation.value().asString());
        }
        if (names.size() > 1) {
            throw problem(beanClass.simpleName(), "the same name at all methods of class " + beanClass.name(),
                    "they have " + String.join(", ", names.stream().map(name -> "'" + name + "'").toList()),
                    "give all the same, or put them into several classes");
        }
        String name = names.iterator().next();
        return name.isEmpty() ? beanClass.simpleName() : name;
    }

    /** Whose read model it is could not be told. */
    private static void requireInline(BeanMethods beanMethods) {
        if (!beanMethods.annotated(CLEAR).isEmpty() && !isInline(beanMethods)) {
            throw problem(beanMethods.beanClass().simpleName(), "methods annotated @Inline in class "
                    + beanMethods.beanClass().name() + ", since one of its methods is annotated @Clear", "there are none",
                    "remove @Clear");
        }
    }

    private static boolean isInline(BeanMethods beanMethods) {
        return !beanMethods.annotated(INLINE).isEmpty();
    }

    private static RuntimeException problem(String projection, String expectation, String finding, String wayOut) {
        return SubscriptionProblem.of(KIND.title(), projection, expectation, finding, wayOut);
    }
}
