package io.quarkiverse.eventstore.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.declared.HandlerSignature;
import io.quarkiverse.eventstore.runtime.declared.SubscriptionDefinition;
import io.quarkus.arc.processor.BeanInfo;

/** Reads what beans declare, and refuses what cannot work. */
final class SubscriptionDeclarations {

    private static final DeclarationKind KIND = DeclarationKind.SUBSCRIPTION;

    private final IndexView index;
    private final EventFamilies families;
    private final ApplicationClasses classes = new ApplicationClasses();

    SubscriptionDeclarations(IndexView index, EventFamilies families) {
        this.index = index;
        this.families = families;
    }

    /** The subscriptions, ordered by name. */
    List<DeclaredSubscriptionBuildItem> read(List<BeanInfo> beans) {
        Map<String, DeclaredSubscriptionBuildItem> byName = new TreeMap<>();
        beans.stream()
                .sorted(Comparator.comparing(BeanInfo::getBeanClass))
                .map(this::read)
                .forEach(subscription -> requireOther(byName.put(subscription.name(), subscription), subscription));
        return List.copyOf(byName.values());
    }

    private static void requireOther(@Nullable DeclaredSubscriptionBuildItem former,
            DeclaredSubscriptionBuildItem subscription) {
        if (former != null) {
            throw SubscriptionProblem.of(KIND.title(), subscription.name(), "one class with that name",
                    former.bean().getBeanClass() + " and " + subscription.bean().getBeanClass() + " have it",
                    "give one of them another name");
        }
    }

    private DeclaredSubscriptionBuildItem read(BeanInfo bean) {
        ClassInfo beanClass = bean.getImplClazz();
        DeclaredOptions declared = new DeclaredOptions(classes.load(beanClass.name()));
        List<HandlerMethodInfo> methods = new HandlerMethods(new BeanMethods(index, beanClass), families, KIND, declared.name())
                .find(method -> true);
        new HandlerMethodChecks(families, KIND, declared.name(), methods).check(beanClass);
        List<HandlerSignature> signatures = methods.stream().map(classes::signature).toList();
        List<Class<?>> eventTypes = new ArrayList<>();
        signatures.forEach(signature -> eventTypes.add(signature.eventType()));
        Class<?> commonType = classes.load(families.commonType(methods.stream().map(HandlerMethodInfo::eventType).toList()));
        SubscriptionDefinition definition = new SubscriptionDefinition(
                declared.options(methods.get(0).thread(), eventTypes), commonType, methods.get(0).kind(), signatures);
        return new DeclaredSubscriptionBuildItem(bean, definition, methods);
    }
}
