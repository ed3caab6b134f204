package io.quarkiverse.eventstore.deployment;

import java.lang.reflect.Modifier;
import java.util.Optional;

import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import io.quarkus.arc.deployment.TransformedAnnotationsBuildItem;
import io.quarkus.builder.item.SimpleBuildItem;

/**
 * Tells which classes can be no beans because of their form, and refuses what they declare.
 * <p>
 * The form is what the container looks at; whether a class of a good form is a bean is up to the application. What that vetoes,
 * by annotation or by a condition for the build, is left alone.
 */
final class BeanFormsBuildItem extends SimpleBuildItem {

    private final IndexView beanArchives;
    private final IndexView application;
    private final TransformedAnnotationsBuildItem annotations;

    /** @param application the classes of the application's own archive */
    BeanFormsBuildItem(IndexView beanArchives, IndexView application, TransformedAnnotationsBuildItem annotations) {
        this.beanArchives = beanArchives;
        this.application = application;
        this.annotations = annotations;
    }

    /** The classes among which the container looks for beans. */
    IndexView beanArchives() {
        return beanArchives;
    }

    boolean isOfApplication(ClassInfo type) {
        return application.getClassByName(type.name()) != null;
    }

    /** Whether the class can be a bean, or is vetoed. */
    boolean allows(ClassInfo type) {
        return obstacle(type).isEmpty();
    }

    /** Fails unless the class can be a bean, or is vetoed. */
    void require(DeclarationKind kind, String name, ClassInfo type) {
        obstacle(type).ifPresent(obstacle -> {
            throw SubscriptionProblem.of(kind.title(), name, "class " + type.name() + " to be a bean", obstacle.finding,
                    obstacle == Obstacle.CONSTRUCTORS ? "annotate one of them @Inject" : kind.wayOutOfForm());
        });
    }

    private Optional<Obstacle> obstacle(ClassInfo type) {
        if (isVetoed(type)) {
            return Optional.empty();
        }
        if (type.isInterface()) {
            return Optional.of(Obstacle.INTERFACE);
        }
        if (type.isEnum()) {
            return Optional.of(Obstacle.ENUM);
        }
        if (isInner(type)) {
            return Optional.of(Obstacle.INNER);
        }
        if (type.isAbstract()) {
            return Optional.of(Obstacle.ABSTRACT);
        }
        return hasBeanConstructor(type) ? Optional.empty() : Optional.of(Obstacle.CONSTRUCTORS);
    }

    /** A condition that is not met vetoes the class, too. */
    private boolean isVetoed(ClassInfo type) {
        ClassInfo ofPackage = beanArchives.getClassByName(DotName.createSimple(type.name().packagePrefix() + ".package-info"));
        return annotations.hasAnnotation(type, Vetoed.class)
                || (ofPackage != null && annotations.hasAnnotation(ofPackage, Vetoed.class));
    }

    private static boolean isInner(ClassInfo type) {
        return switch (type.nestingType()) {
            case TOP_LEVEL -> false;
            case INNER -> !Modifier.isStatic(type.flags());
            case LOCAL, ANONYMOUS -> true;
        };
    }

    private boolean hasBeanConstructor(ClassInfo type) {
        return type.hasNoArgsConstructor() || type.constructors().size() == 1
                || type.constructors().stream().anyMatch(constructor -> annotations.hasAnnotation(constructor, Inject.class));
    }

    /** What keeps a class from being a bean, in the words of error messages. */
    private enum Obstacle {

        INTERFACE("it is an interface"),
        ENUM("it is an enum"),
        INNER("it is an inner class"),
        ABSTRACT("it is abstract"),
        CONSTRUCTORS("it has several constructors, none without parameters and none annotated @Inject");

        private final String finding;

        Obstacle(String finding) {
            this.finding = finding;
        }
    }
}
