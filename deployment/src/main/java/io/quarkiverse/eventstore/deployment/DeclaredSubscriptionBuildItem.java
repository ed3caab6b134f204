package io.quarkiverse.eventstore.deployment;

import java.util.List;

import io.quarkiverse.eventstore.runtime.declared.SubscriptionDefinition;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.builder.item.MultiBuildItem;

/** A subscription that a bean declares, with its handler methods in the definition's order. */
final class DeclaredSubscriptionBuildItem extends MultiBuildItem {

    private final BeanInfo bean;
    private final SubscriptionDefinition definition;
    private final List<HandlerMethodInfo> methods;

    DeclaredSubscriptionBuildItem(BeanInfo bean, SubscriptionDefinition definition, List<HandlerMethodInfo> methods) {
        this.bean = bean;
        this.definition = definition;
        this.methods = List.copyOf(methods);
    }

    String name() {
        return definition.options().name();
    }

    BeanInfo bean() {
        return bean;
    }

    SubscriptionDefinition definition() {
        return definition;
    }

    List<HandlerMethodInfo> methods() {
        return methods;
    }
}
