package io.quarkiverse.eventstore.deployment;

import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jspecify.annotations.Nullable;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.deployment.ApplicationArchive;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;

/**
 * Tells which classes are the application's own: those of its root archive and of the indexed modules of its build.
 * <p>
 * A module of the same build has the application's group and version. The model's workspace flag would be more direct, but
 * Maven sets it in development and test mode only: a packaged application would silently lack events.
 */
final class EventTypeOwners {

    private EventTypeOwners() {
    }

    static List<ClassInfo> ownTypes(ApplicationArchivesBuildItem archives, ApplicationModel model) {
        Stream<ApplicationArchive> modules = archives.getApplicationArchives().stream()
                .filter(archive -> isModule(archive.getResolvedDependency(), model.getAppArtifact()));
        return Stream.concat(Stream.of(archives.getRootArchive()), modules)
                .flatMap(archive -> archive.getIndex().getKnownClasses().stream())
                .toList();
    }

    private static boolean isModule(@Nullable ResolvedDependency dependency, ResolvedDependency application) {
        return dependency != null
                && dependency.getGroupId().equals(application.getGroupId())
                && dependency.getVersion().equals(application.getVersion())
                && !dependency.isRuntimeExtensionArtifact();
    }
}
