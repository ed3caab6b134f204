package io.quarkiverse.eventstore.deployment;

import java.util.List;

import org.jboss.jandex.MethodInfo;

import io.quarkiverse.eventstore.runtime.declared.InlineDefinition;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.builder.item.MultiBuildItem;

/** An inline projection that the methods of a bean are, in the definition's order. */
final class InlineProjectionBuildItem extends MultiBuildItem {

    private final BeanInfo bean;
    private final InlineDefinition definition;
    private final List<MethodInfo> methods;

    /** @param methods the handlers, and behind them the one that clears, if there is one */
    InlineProjectionBuildItem(BeanInfo bean, InlineDefinition definition, List<MethodInfo> methods) {
        this.bean = bean;
        this.definition = definition;
        this.methods = List.copyOf(methods);
    }

    BeanInfo bean() {
        return bean;
    }

    InlineDefinition definition() {
        return definition;
    }

    List<MethodInfo> methods() {
        return methods;
    }
}
