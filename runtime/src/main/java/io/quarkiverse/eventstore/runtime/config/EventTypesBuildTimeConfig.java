package io.quarkiverse.eventstore.runtime.config;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** Which classes of the application are events. */
@ConfigMapping(prefix = "quarkus.event-store.event-types")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface EventTypesBuildTimeConfig {

    /**
     * Types that are no events although the application seals or annotates them: names of sealed interfaces
     * ({@code com.acme.Shape}), of classes ({@code com.acme.Circle}, nested ones as {@code com.acme.Shape$Circle}), or of
     * packages, without their subpackages ({@code com.acme.geometry.*}).
     * <p>
     * An excluded sealed type contributes nothing; what it permits stays an event if another sealed interface permits it, too.
     * A name that is not in the application fails the build.
     */
    Optional<List<String>> exclude();
}
