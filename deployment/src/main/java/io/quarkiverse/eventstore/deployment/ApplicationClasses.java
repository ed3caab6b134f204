package io.quarkiverse.eventstore.deployment;

import org.jboss.jandex.DotName;

import io.quarkiverse.eventstore.runtime.declared.HandlerSignature;

/** The classes of the application, as the build sees them. */
final class ApplicationClasses {

    private final ClassLoader application = Thread.currentThread().getContextClassLoader();

    Class<?> load(DotName name) {
        try {
            return Class.forName(name.toString(), false, application);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Class " + name + ": expected on the class path, but it is not there.", e);
        }
    }

    HandlerSignature signature(HandlerMethodInfo method) {
        return new HandlerSignature(method.toString(), load(method.eventType()), method.parameter().isRecorded(),
                method.returnsUni());
    }
}
