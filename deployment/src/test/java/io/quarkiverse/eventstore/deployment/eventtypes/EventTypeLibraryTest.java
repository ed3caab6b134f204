package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.eventtypes.library.LibraryEvents;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkus.deployment.builditem.AdditionalIndexedClassesBuildItem;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeLibraryTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with()
            .withAdditionalDependency(jar -> jar.addClass(LibraryEvents.class))
            .addBuildChainCustomizer(chain -> chain
                    .addBuildStep(step -> step.produce(new AdditionalIndexedClassesBuildItem(
                            LibraryEvents.Outcome.class.getName(),
                            LibraryEvents.Marked.class.getName(),
                            LibraryEvents.Unmarked.class.getName())))
                    .produces(AdditionalIndexedClassesBuildItem.class)
                    .build());

    @Inject
    EventTypes types;

    @Test
    void an_annotated_class_of_a_library_is_an_event() {
        assertThat(types.nameOf(LibraryEvents.Marked.class)).contains("Marked");
    }

    @Test
    void a_sealed_interface_of_a_library_contributes_nothing() {
        assertThat(types.nameOf(LibraryEvents.Unmarked.class)).isEmpty();
    }
}
