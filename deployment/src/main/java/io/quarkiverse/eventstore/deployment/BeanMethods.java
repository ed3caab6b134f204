package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** The methods that a bean declares or inherits from the classes that it extends. */
record BeanMethods(IndexView index, ClassInfo beanClass) {

    /** Those that are wanted, the nearest first; of methods that override each other the nearest. */
    List<MethodInfo> find(Predicate<MethodInfo> isWanted) {
        List<MethodInfo> found = new ArrayList<>();
        Set<String> visited = new HashSet<>();
        for (ClassInfo type = beanClass; type != null; type = index.getClassByName(type.superName())) {
            for (MethodInfo method : type.methods()) {
                if (!method.isSynthetic() && isWanted.test(method) && visited.add(method.name() + method.parameterTypes())) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    List<MethodInfo> annotated(DotName annotation) {
        return find(method -> method.hasDeclaredAnnotation(annotation));
    }

    /** Whether classes in the package of the bean may call the method, unless it is private. */
    boolean isCallable(MethodInfo method) {
        return Modifier.isPublic(method.flags())
                || method.declaringClass().name().packagePrefixName().equals(beanClass.name().packagePrefixName());
    }
}
